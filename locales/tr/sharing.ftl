# Paintings in other chats: the button below a painting, what is found by the bot's name, groups.

button-send-to-chat = Arkadaşa gönder
inline-own-title = { $name }, { $date }
inline-caption = Stil: { $style }
inline-by = { $title } ({ $name })
inline-take-style = Bu stilde tablo yap
inline-make-own = Siz de yapın
inline-see-entry = Akışta gör
inline-open-bot = Botu açıp kendi tablonuzu yapın

command-paint = bir fotoğrafı bir stille ve bu yazıyla yanıtlayın
group-how = Bir fotoğrafı, stil olacak ikinci bir resimle yanıtlayın ve açıklamasına /paint yazın.
group-not-now = Bunu şu anda sizin için yapamıyorum: bugünkü ücretsiz tablolarınız bitti ya da biri hâlâ yapılıyor. Ayrıntılar özel sohbetimizde.
