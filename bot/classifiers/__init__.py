"""What scores words beside the rules? Adapters of the port Classifier: they order the queue and decide nothing."""
