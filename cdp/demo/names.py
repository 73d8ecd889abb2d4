"""Names and places of the sample company's customers. PURE."""

from __future__ import annotations

WOMEN = {
    "FR": "Camille Manon Chloé Léa Inès Sarah Julie Marie Sophie Claire Nathalie Isabelle Valérie Élodie Anaïs Lucie",
    "ES": "Lucía María Paula Carmen Laura Marta Elena Ana Cristina Isabel Sara Pilar Nuria Rocío Alba Irene",
    "PT": "Ana Maria Beatriz Inês Mariana Sofia Catarina Joana Rita Marta Teresa Helena Carla Sónia Patrícia Leonor",
    "DE": "Anna Lena Laura Julia Sabine Petra Katharina Monika Claudia Lea Marie Sophie Birgit Nina Franziska Ute",
}
MEN = {
    "FR": "Lucas Hugo Thomas Nicolas Julien Pierre Antoine Maxime Philippe Laurent Éric Paul Mathieu Olivier Jean",
    "ES": "Hugo Daniel Pablo Javier Carlos David Manuel Antonio José Luis Sergio Jorge Álvaro Diego Rubén Marcos",
    "PT": "João Pedro Tiago Miguel Rui André Nuno Paulo Diogo Ricardo Carlos Luís Bruno Hugo Vasco Duarte",
    "DE": "Lukas Jonas Felix Paul Thomas Michael Stefan Andreas Markus Jan Tobias Matthias Peter Jürgen Max Karl",
}
FAMILIES = {
    "FR": "Roussel Martin Bernard Petit Durand Leroy Moreau Simon Laurent Lefèvre Garnier Faure Mercier Blanc Guérin",
    "ES": "García Martínez López Sánchez Pérez Gómez Fernández Ruiz Díaz Moreno Álvarez Romero Navarro Torres Ramos",
    "PT": "Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Sousa Fernandes Gonçalves Gomes Lopes",
    "DE": "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Richter Klein Wolf",
}

# City, region, first digits of its postal code, weight.
CITIES = {
    "FR": (
        ("Paris", "Île-de-France", "750", 30), ("Lyon", "Auvergne-Rhône-Alpes", "690", 14),
        ("Marseille", "Provence-Alpes-Côte d'Azur", "130", 11), ("Nantes", "Pays de la Loire", "440", 10),
        ("Bordeaux", "Nouvelle-Aquitaine", "330", 9), ("Toulouse", "Occitanie", "310", 9),
        ("Lille", "Hauts-de-France", "590", 8), ("Rennes", "Bretagne", "350", 6), ("Strasbourg", "Grand Est", "670", 6),
        ("Montpellier", "Occitanie", "340", 5), ("Annecy", "Auvergne-Rhône-Alpes", "740", 3),
    ),
    "ES": (
        ("Madrid", "Comunidad de Madrid", "280", 30), ("Barcelona", "Cataluña", "080", 27),
        ("Valencia", "Comunidad Valenciana", "460", 12), ("Sevilla", "Andalucía", "410", 9),
        ("Bilbao", "País Vasco", "480", 7), ("Málaga", "Andalucía", "290", 7), ("Zaragoza", "Aragón", "500", 5),
    ),
    "PT": (
        ("Lisboa", "Lisboa", "100", 42), ("Porto", "Porto", "400", 31), ("Braga", "Braga", "470", 11),
        ("Coimbra", "Coimbra", "300", 9), ("Faro", "Faro", "800", 7),
    ),
    "DE": (
        ("Berlin", "Berlin", "101", 24), ("Hamburg", "Hamburg", "200", 17), ("München", "Bayern", "803", 18),
        ("Köln", "Nordrhein-Westfalen", "506", 13), ("Frankfurt am Main", "Hessen", "603", 11),
        ("Stuttgart", "Baden-Württemberg", "701", 9), ("Leipzig", "Sachsen", "041", 8),
    ),
}  # fmt: skip

TOPICS = ("Bed linen", "Tableware", "Bath", "Inspiration", "Outlet")
TIERS = ("Bronze", "Silver", "Gold", "Platinum")
FIRST_CHANNELS = (("Website", 46), ("Newsletter form", 21), ("Instagram", 14), ("Store", 11), ("Google", 8))
STORES = {
    "FR": ("Paris Marais", "Lyon Presqu'île"),
    "ES": ("Barcelona Gràcia",),
    "PT": ("Porto Baixa",),
    "DE": ("Berlin Mitte",),
}
