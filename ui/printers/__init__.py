"""From a PDF to paper: the printers of this computer, and what is handed to one of them."""
