# Paintings in other chats: the button below a painting, what is found by the bot's name, groups.

button-send-to-chat = Enviar a um amigo
inline-own-title = { $name }, { $date }
inline-caption = No estilo de: { $style }
inline-by = { $title } ({ $name })
inline-take-style = Pintar neste estilo
inline-make-own = Fazer a sua
inline-see-entry = Ver no feed
inline-open-bot = Abrir o bot e pintar a sua

command-paint = responder a uma foto com um estilo e esta legenda
group-how = Responda a uma foto com uma segunda imagem, o estilo, e escreva /paint na legenda.
group-not-now = Não posso pintar isso para você agora: suas pinturas grátis de hoje acabaram ou uma está em andamento. Mais detalhes na nossa conversa particular.
