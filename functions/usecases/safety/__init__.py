"""What keeps a child safe: what they may not eat, who may fetch them, what to do if they fall ill."""
