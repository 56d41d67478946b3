# Answers to things the bot can't use.

unusable-not-a-picture = Não consigo abrir este arquivo como imagem. JPEG, PNG, WebP e formatos parecidos funcionam.
unusable-broken = Esta imagem parece danificada. Você pode enviar de novo, ou enviar outra?
unusable-too-heavy = Este arquivo é grande demais para mim. Você pode enviar um menor?
unusable-too-large = Esta imagem tem mais pixels do que eu aguento. Você pode enviar uma menor?
unusable-too-small = Esta imagem é pequena demais para pintar. Você pode enviar uma maior?
unusable-flat = Esta imagem tem uma cor só: não sobraria nada da foto. Vou manter o que você enviou antes.
unusable-not-fetched = Não consegui baixar esta imagem. Você pode enviar de novo?
unusable-too-much-lately = Na última hora, já olhei o máximo de imagens grandes suas ou da sua rede que consigo. Esta eu não abri. Envie de novo em { $n ->
    [one] um minuto
   *[other] { $n } minutos
}.
unusable-too-slow = Demoro demais para abrir esta imagem. Você pode salvar como um JPEG comum e enviar de novo?
unusable-no-room = No momento não tenho mais espaço para novas imagens. Nada do que está sendo pintado se perde: envie esta mais tarde.
unusable-person-is-full = As imagens que você já enviou ocupam todo o espaço que tenho para uma pessoa. A partir de { $date } começo a apagar as mais antigas; aí haverá espaço para novas.
unusable-network-is-full = Chegaram imagens demais da sua rede nos últimos tempos. Envie esta de novo em { $date }.
unusable-cut-short = Este arquivo chegou incompleto. Você pode enviar de novo?
unusable-rare-kind = Não consigo ler este tipo de arquivo de imagem. Você pode salvar como um JPEG ou PNG comum e enviar de novo?
unusable-rare-heic = Não consigo ler este tipo de HEIC. No iPhone, envie como foto em vez de arquivo, ou escolha Ajustes → Câmera → Formatos → Mais Compatível e tire a foto de novo.
unusable-empty = Este arquivo está vazio. Você pode enviar de novo?
unusable-avif = Esta imagem é AVIF, e ainda não sei ler esse formato. Envie como foto em vez de arquivo, ou salve como JPEG ou PNG; uma captura de tela também serve.
unusable-jpeg-xl = Esta imagem é JPEG XL, e ainda não sei ler esse formato. Você pode salvar como JPEG ou PNG?
unusable-jpeg-2000 = Esta imagem é JPEG 2000, e não sei ler esse formato. Você pode salvar como JPEG ou PNG?
unusable-camera-raw = Este é o arquivo RAW de uma câmera. Você pode enviar o JPEG que a câmera ou um programa de fotos gera a partir dele?
unusable-photoshop = Este é um documento do Photoshop. Você pode exportar como JPEG ou PNG?
unusable-svg = Este é um desenho SVG. Você pode salvar como PNG?
unusable-pdf = Este é um PDF. Preciso de uma imagem: uma captura de tela da página serve.
unusable-icon = Este é um arquivo de ícone. Você pode enviar uma imagem em JPEG ou PNG?
unusable-video = Isto é um vídeo. Posso pintar a partir de um quadro dele: envie uma captura de tela.
unusable-film-too-long = Este GIF ou vídeo tem mais de { $n } segundos. Você pode cortar ou enviar um mais curto?
unusable-film-too-heavy = Este GIF ou vídeo tem mais de { $n } MB. Você pode enviar um menor?
unusable-film-too-large = Este GIF ou vídeo tem pixels ou quadros demais para mim. Você pode enviar um menor? 1280 × 720 está bom.
unusable-film-too-small = Este GIF ou vídeo é pequeno demais para pintar. Você pode enviar um maior?
unusable-film-other-kind = Não consigo ler este tipo de vídeo. Você pode salvar como MP4 (H.264) ou como GIF e enviar de novo?
unusable-film-kind-not-here = Aqui não consigo ler este tipo de vídeo. O que funciona: MP4 com H.264, como quase todo celular e mensageiro faz, GIF, e WebP e PNG animados.
unusable-film-no-picture = Não há nada para ver neste arquivo, só som ou nada. Você pode enviar outro?
unusable-film-broken = Este GIF ou vídeo parece danificado. Você pode enviar de novo, ou enviar outro?
unusable-film-too-slow = Demoro demais para ler este GIF ou vídeo. Você pode enviar um mais curto ou menor?
unusable-audio = Isto é um som. Não consigo ouvir, só ver: envie uma imagem.
unusable-web-page = Isto é uma página da web, não uma imagem. Abra a própria imagem, salve e envie para mim.
unusable-text = Isto é um texto. Preciso de uma imagem para pintar.
unusable-archive = Isto é um arquivo compactado ou um documento. Você pode tirar a imagem dele e enviar só ela?

unsupported-sticker = Bela figurinha, mas não consigo pintar com ela.
unsupported-voice = Não consigo ouvir, só ver.
unsupported-video = Este chat não me entrega vídeos. Envie como arquivo ou como GIF.
unsupported-animation = Este chat não me entrega essa animação. Envie como arquivo.
film-as-still = Neste chat ele não pode se mover, então aqui vai uma imagem parada.
unsupported-other = Não sei o que fazer com isso.
unsupported-group = Pinto para uma pessoa de cada vez: escreva para mim em um chat privado e envie duas imagens.
