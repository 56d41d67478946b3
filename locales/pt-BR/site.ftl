# The public pages: the home page, the published paintings, the styles.

site-name = Vernissage: sua foto vira pintura
site-promise = Sua foto, pintada no estilo de qualquer imagem
site-about = Envie uma foto e uma imagem com um estilo de que você goste, e veja a pintura crescer. Descubra o que outras pessoas fizeram.
site-skip = Ir direto para as pinturas
site-pages = Páginas
site-styles = Estilos
site-chat = Pintar
site-consent = Tudo aqui foi publicado por quem fez, e essa pessoa pode retirar quando quiser.

site-link-web = Pintar aqui
site-link-telegram = No Telegram
site-link-vk = No VK
site-link-max = No MAX

site-walls = Quais pinturas mostrar
site-newest = Mais recentes
site-best-day = As melhores do dia
site-best-week = As melhores da semana
site-best-month = As melhores do mês
site-works = Pinturas
site-more = Mais pinturas
site-more-styles = Mais estilos
site-grown = Há mais logo abaixo.
site-all-styles = Todos os estilos
site-nothing = Nada foi publicado aqui neste período.
site-begin = Crie a sua pintura

site-bare = As paredes ainda estão vazias
site-bare-how = A primeira pintura aqui pode ser a sua. Qual estilo você quer?
site-welcome-painting = Um gato pintado no estilo de A Grande Onda, de Hokusai
site-welcome-photo = A foto do gato que deu origem à pintura

site-untitled = Em um estilo privado
site-visitors-style = A imagem de um visitante
site-alt = Uma foto pintada no estilo de: { $style }
site-nameless = Anônimo
site-showcase = Pintado pelo Vernissage
site-photo = A foto
site-before = Foto
site-after = Pintura
site-slider = Da foto à pintura
site-slider-value = pintura
site-share-of-second = Segundo estilo
site-quality = Qualidade
site-like = Curtir
site-uses = { $n ->
    [one] Usado { $n } vez
   *[other] Usado { $n } vezes
}
site-use = Pintar neste estilo
site-use-how = Escolha um estilo, adicione sua foto e veja no que dá.
site-after-it = Pintadas neste estilo
site-share = Compartilhar
site-vk = VK
site-copy = Copiar link
site-copied = Copiado
site-report = Denunciar esta imagem
site-report-why = O que há de errado com ela?
site-report-mine = Ela me mostra ou é minha imagem
site-report-indecent = É indecente ou faz mal a alguém
site-report-unlawful = Viola a lei
site-report-other = Outra coisa
site-report-send = Enviar a denúncia

site-done-reported = Obrigado. Vamos dar uma olhada.
site-done-own = A pintura é sua, então a sua curtida não conta.
site-done-enough = Foi muita coisa em pouco tempo. Tente de novo mais tarde.
site-done-unknown = Seu navegador não guarda cookies, então não dá para contar curtidas.

site-missing = Não há nada aqui
site-missing-why = Talvez quem fez tenha retirado, ou o link esteja incompleto.
site-to-all = Todas as pinturas
