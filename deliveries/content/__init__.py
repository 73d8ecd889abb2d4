"""What is sent: a dashboard, a tile of one, a Look, or a question of an explore; found, asked and made into files."""
