"""How do we speak with Facebook and Instagram? One adapter for each, over one Graph API client."""
