"""What can be said better in a policy file: facts for the rules N to judge, and changes that are safe."""
