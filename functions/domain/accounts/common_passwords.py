"""Words that common passwords are made of, without accents, digits or signs.

First names, seasons, months, affections, football clubs, brands and « password » in its spellings: what people in France put digits
around when twelve characters are asked. Keyboard walks and what leaked elsewhere are found by the modules beside this one.
"""

_WORDS = """
a aa ab abc abcd abcde abcdef abcdefg abcdefgh abcdefghi abcdefghijkl abcdefghijklmnopqrstuvwxyz adam adele admin
administrateur administrator agathe agnes alain albert alex alexandre alexis alice aline alix amandine ambre amelie
amina amour amours anais andre angele angers annabelle anne annie anthony antoine aout apolline aqwzsx aqwzsxedc
ariane armand arnaud arthur ascension asdf asdfgh asdfghjkl aurelie aurelien aurore automne avril axel axelle ayoub
azazaz azer azert azerty azertyqwerty azertyu azertyui azertyuio azertyuiop azertyuiopq azertyuiopqsdfghjklm azqsxwcde
baptiste baseball basket bastien batman beatrice bebe bebes benjamin benoit bernadette bernard bertrand bienvenue
bisou bisous bonheur bonjour bonneannee bonsoir bordeaux brest bretagne brigitte bruno cacahuete caen caline camille
candice cantine cantines capucine carapuce carine carole caroline catherine cecile cedric celia celine chance changeme
changemoi chantal charles charlie charlotte chat chaton cheri cherie cheval chien chienne chloe chocolat chouchou
christelle christian christiane christine christophe claire clara claude claudia claudine clement cocacola colette
collectivite college commune connexion coralie corentin corinne coucou coucoucmoi creche cyril dallas damien daniel
daniele danielle daphne dauphin david decembre delphine denis diane didier dijon dimanche dominique dorian doudou
dragon dylan ecole ecoles edouard elena eleonore eliott elisa elisabeth elise eliza elodie elsa emeline emile emilie
emma emmanuel emmanuelle enfance enfant enfants enzo eric erwan esteban estelle esther ete ethan etienne etoile
etoiles eugenie eva evelyne fabien fabienne fabrice facebook famille fanny fatima felix fernand fevrier fleur flora
flore florence florian football fraise france francine francis franck francois francoise frederic fripouille gabin
gabriel gabrielle gael gaelle gaetan garderie gaspard gauthier genevieve georges gerald gerard ghislaine gilbert
gilles ginette google gregory grenoble guest guillaume guitare gwenael hamza helene hello henri herve hiver homme hugo
ibrahim identifiant iloveyou ilyes ines ingrid instagram internet irene iris isabelle jacqueline jacques jade
jamaisdeux janvier jason jean jeanne jeannine jennifer jeremy jerome jessica jesus jetaime jetaimes jeudi joel joelle
jojo jonas jonathan jordan josephine josette josiane joyeuxnoel juillet juin jules julie julien juliette junior justin
justine kamel karim karine kelly kenza kevin kylian laetitia lapin laura laurent lea leandre lena leo leonie letmein
lewis liam liberte lille lilou lily limoges lina linkedin lisa lise loisirs lola lorenzo lorraine louane louis louise
loulou lucas lucie lucky ludivine ludovic lundi lune lycee lyon maelle maelys magali mai mairie maison malik mallory
malo maman mamanpapa mamie mamy manager manon manuel marc marcel mardi margaux margot mariam mariame marianne marie
marielle marina marine marion marius marjorie mars marseille marthe martin martine maryse mateo mathieu mathilde
mathis maths mathys matteo matthieu maud maurice maxence maxime maya mdp mdpmdp mehdi melanie melina melissa mercredi
metz michel michele micheline mickael mila minecraft minette minou mireille mohamed mohammed moncompte mondoudou
monespace monique monkey monmotdepasse monsieur montpellier morgan morgane motdepass motdepasse muriel mylene myriam
nadege nadia nadine nancy nantes naomi naruto nathalie nathan neige nice nicolas nina ninon nintendo noah noe noel
noemie nolan nora norbert nounours nouveau novembre oceane octobre odette odile olivia olivier omega ophelie oscar
paola papa papamaman papi papillon papy paques parents paris parismarseille pascal pascale passe passpass passw
password passwordpassword patrice patricia patrick paul paulette pauline pentecote perisco periscolaire perrine
philippe philippine pierre pierrick playstation plopplop pluie pokemon police porsche portail portailfamille poussin
preau princess princesse printemps qazwsx qazwsxedc qsdf qsdfgh qsdfghjklm quentin qwert qwerty qwertyu qwertyui
qwertyuio qwertyuiop qwertyuiopasdfghjkl rachel rachid raphael raymond regine regis reims remi remy renard rene renee
rennes rentree robert robin rodolphe roger roland romain romane root rosalie rose rouen roxane rugby sabine sabrina
sacha salome samedi samira samuel sandra sandrine sara sarah scoubidou sebastien secret septembre serge serveur
severine shadow simon simone snoopy sofia soleil soleils solene soline sonia sophie starwars stephan stephane
stephanie strasbourg sunshine superman suzanne sylvie tanguy tata tatiana tennis teo test testtest theo theodore
theophile therese thibault thibaut thierry thomas tiago tigrou timeo timothee tiphaine titeuf tonton toto totototo
toulouse toussaint tresor tristan trustno ulysse vacances valentin valentine valerie vanessa vanille vendredi
veronique victoire victor victoria vincent violet violette virginie vivelafrance viviane vivien voiture welcome
wordpress wxcvbn xavier yanis yann yannick yasmine youtube yves yvette yvonne zelie zidane zoe zxcvbn zxcvbnm
"""

COMMON_WORDS = frozenset(_WORDS.split())
