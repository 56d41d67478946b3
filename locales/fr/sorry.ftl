# Answers to things the bot can't use.

unusable-not-a-picture = Je ne peux pas ouvrir ce fichier comme image. JPEG, PNG, WebP et formats semblables conviennent.
unusable-broken = Cette image semble abîmée. Pouvez-vous la renvoyer, ou en envoyer une autre ?
unusable-too-heavy = Ce fichier est trop lourd pour moi. Pouvez-vous en envoyer un plus petit ?
unusable-too-large = Cette image a plus de pixels que je ne peux en traiter. Pouvez-vous en envoyer une plus petite ?
unusable-too-small = Cette image est trop petite pour que je peigne d’après elle. Pouvez-vous en envoyer une plus grande ?
unusable-flat = Cette image n’a qu’une seule couleur : il n’y resterait rien d’une photo. Je garde ce que vous avez envoyé avant.
unusable-not-fetched = Je n’ai pas pu télécharger cette image. Pouvez-vous la renvoyer ?
unusable-too-much-lately = Depuis une heure, j’ai regardé autant de grandes images que possible venant de vous ou de votre réseau. Je n’ai pas ouvert celle-ci. Renvoyez-la dans { $n ->
    [one] une minute
   *[other] { $n } minutes
}.
unusable-too-slow = Cette image est trop longue à ouvrir. Pouvez-vous l’enregistrer en JPEG ordinaire et la renvoyer ?
unusable-no-room = Je n’ai plus de place pour de nouvelles images en ce moment. Rien de ce qui est en train d’être peint n’est perdu : renvoyez celle-ci plus tard.
unusable-person-is-full = Les images que vous avez envoyées occupent toute la place que j’ai pour une personne. À partir du { $date }, je supprime les plus anciennes ; il y aura alors de la place pour de nouvelles.
unusable-network-is-full = Un très grand nombre d’images sont venues de votre réseau ces derniers temps. Renvoyez celle-ci le { $date }.
unusable-cut-short = Ce fichier est arrivé incomplet. Pouvez-vous le renvoyer ?
unusable-rare-kind = Je ne sais pas lire ce type d’image. Pouvez-vous l’enregistrer en JPEG ou PNG ordinaire et la renvoyer ?
unusable-rare-heic = Je ne sais pas lire ce type de HEIC. Sur un iPhone, envoyez-la comme photo et non comme fichier, ou choisissez Réglages → Appareil photo → Formats → Le plus compatible et reprenez la photo.
unusable-empty = Ce fichier est vide. Pouvez-vous le renvoyer ?
unusable-avif = C’est une image AVIF, et je ne sais pas encore lire l’AVIF. Envoyez-la comme photo et non comme fichier, ou enregistrez-la en JPEG ou PNG ; une capture d’écran convient aussi.
unusable-jpeg-xl = C’est une image JPEG XL, et je ne sais pas encore les lire. Pouvez-vous l’enregistrer en JPEG ou PNG ?
unusable-jpeg-2000 = C’est une image JPEG 2000, et je ne sais pas les lire. Pouvez-vous l’enregistrer en JPEG ou PNG ?
unusable-camera-raw = C’est le fichier brut d’un appareil photo. Pouvez-vous envoyer le JPEG qu’en tire l’appareil ou un logiciel photo ?
unusable-photoshop = C’est un document Photoshop. Pouvez-vous l’exporter en JPEG ou PNG ?
unusable-svg = C’est un dessin SVG. Pouvez-vous l’enregistrer en PNG ?
unusable-pdf = C’est un PDF. Il me faut une image : une capture d’écran de la page suffit.
unusable-icon = C’est un fichier d’icône. Pouvez-vous envoyer une image en JPEG ou PNG ?
unusable-video = C’est une vidéo. Je peux peindre d’après une de ses images : envoyez-moi une capture d’écran.
unusable-film-too-long = Ce GIF ou cette vidéo dure plus de { $n } secondes. Pouvez-vous couper ou en envoyer une plus courte ?
unusable-film-too-heavy = Ce GIF ou cette vidéo fait plus de { $n } Mo. Pouvez-vous en envoyer une version plus petite ?
unusable-film-too-large = Ce GIF ou cette vidéo a trop de pixels ou d’images pour moi. Pouvez-vous envoyer quelque chose de plus petit ? 1280 × 720 suffit.
unusable-film-too-small = Ce GIF ou cette vidéo est trop petit pour que je peigne d’après. Pouvez-vous envoyer quelque chose de plus grand ?
unusable-film-other-kind = Je ne sais pas lire ce type de vidéo. Pouvez-vous l’enregistrer en MP4 (H.264) ou en GIF et la renvoyer ?
unusable-film-kind-not-here = Ici, je ne sais pas lire ce type de vidéo. Ce qui marche : le MP4 en H.264, celui de la plupart des téléphones et des messageries, le GIF, et les WebP et PNG animés.
unusable-film-no-picture = Il n’y a rien à voir dans ce fichier, seulement du son ou rien du tout. Pouvez-vous en envoyer un autre ?
unusable-film-broken = Ce GIF ou cette vidéo semble abîmé. Pouvez-vous le renvoyer, ou en envoyer un autre ?
unusable-film-too-slow = Ce GIF ou cette vidéo est trop long à lire. Pouvez-vous envoyer quelque chose de plus court ou de plus petit ?
unusable-audio = C’est un son. Je n’entends pas, je ne fais que voir : envoyez-moi une image.
unusable-web-page = C’est une page web, pas une image. Ouvrez l’image elle-même, enregistrez-la et envoyez-la-moi.
unusable-text = C’est un texte. Pour peindre, il me faut une image.
unusable-archive = C’est une archive ou un document. Pouvez-vous en sortir l’image et l’envoyer seule ?

unsupported-sticker = Joli sticker, mais je ne peux pas peindre d’après lui.
unsupported-voice = Je n’entends pas, je ne fais que voir.
unsupported-video = Cette messagerie ne me transmet pas les vidéos. Envoyez-la comme fichier ou comme GIF.
unsupported-animation = Cette messagerie ne me transmet pas cette animation. Envoyez-la comme fichier.
film-as-still = Impossible de l’animer dans cette messagerie : en voici une image fixe.
unsupported-other = Je ne sais pas quoi faire de cela.
unsupported-group = Je peins pour une personne à la fois : écrivez-moi en privé et envoyez-moi deux images.
