"""Words that common passwords are made of, without accents, digits or signs.

They are keyboard rows, first names, pet names, football clubs, brands and the spellings of « password »: what people
in France put digits around when a password must have twelve characters.
"""

_WORDS = """
a aa ab abc abcd abcde abcdef abcdefg abcdefgh abcdefghi abcdefghijkl abcdefghijklmnopqrstuvwxyz
admin administrateur administrator alexandre alexis amour anais anthony antoine aqwzsx aqwzsxedc arthur asdf asdfgh
asdfghjkl azazaz azer azert azerty azertyu azertyui azertyuio azertyuiop azertyuiopqsdfghjklm azertyuiopq
azertyqwerty azqsxwcde baseball basket batman bebe bienvenue bisous bonheur bonjour bonsoir bordeaux bretagne
cacahuete caline camille cantine carapuce celine chance changeme changemoi charlie charlotte cheval chocolat
chouchou clement cocacola coucou coucoucmoi dallas daniel dauphin david didier dimanche doudou dragon ecole
elodie emilie enfant enfants etoile facebook famille fleur florian football fraise france francis francois
frederic fripouille garderie google guest guillaume guitare hello homme iloveyou ingrid instagram internet isabelle
jamaisdeux jean jeremy jesus jetaime jojo jonathan julie julien junior kevin laetitia lapin laura laurent letmein
liberte linkedin loulou louise lucas lucky lundi lune maison maman mamanpapa manager manon marie marine marseille
martin martine maths mathieu maxime melanie mercredi michel mickael minecraft minou mondoudou monmotdepasse monkey
monsieur motdepasse motdepass mdp mdpmdp naruto nathalie nicolas nintendo nounours noel nouveau olivier omega
papa papamaman papillon paris parents parismarseille pascal password passw passe passpass passwordpassword patrice
patrick pauline philippe pierre playstation plopplop pokemon police portail portailfamille porsche poussin preau
princess princesse printemps qazwsx qazwsxedc qsdf qsdfgh qsdfghjklm qwert qwerty qwertyu qwertyui qwertyuio
qwertyuiop qwertyuiopasdfghjkl raphael renard romain root rugby samedi sandrine scoubidou secret sebastien
serveur shadow snoopy soleil starwars stephane stephanie sunshine superman sylvie tennis test testtest thomas
tigrou titeuf toto totototo toulouse tresor trustno valentin vanille vendredi vacances veronique victoria
vincent virginie voiture welcome wordpress wxcvbn youtube zidane zxcvbn zxcvbnm
"""

COMMON_WORDS = frozenset(_WORDS.split())
