"""Files that were sent."""

from functions.french.refusals.wording import Said

SENTENCES: dict[str, Said] = {
    "file_too_large": Said(
        "Fichier trop lourd",
        "Ce fichier dépasse {most} Mo. Prenez plutôt une photo du document, ou envoyez-le en plusieurs fois.",
    ),
    "not_an_accepted_file": Said(
        "Fichier non accepté",
        "Ce fichier n’est ni un PDF, ni une photo (JPEG, PNG, WebP ou HEIC). Prenez une photo du document, ou enregistrez-le en PDF.",
    ),
    "file_damaged": Said(
        "Fichier illisible",
        "Ce fichier est abîmé ou incomplet. Envoyez-le à nouveau, ou prenez une photo du document.",
    ),
    "document_acts": Said(
        "PDF non accepté",
        "Ce PDF contient un programme ou d’autres fichiers : par prudence, il n’est pas accepté. Imprimez-le en PDF, ou prenez-en une photo.",
    ),
    "file_not_there": Said(
        "Fichier non reçu",
        "Un des fichiers n’est pas arrivé, ou est resté trop longtemps en attente. Envoyez-le à nouveau.",
    ),
    "too_many_files": Said(
        "Trop de fichiers",
        "Un message porte {most} fichiers au plus. Envoyez les autres dans un second message.",
    ),
}
