"""How good is the judge? Figures from labelled comments; pure."""
