"""Assessment (考核): results recomputed as the policy declares, every figure explained."""
