# The public pages: the home page, the published paintings, the styles.

site-name = Vernissage: tu foto hecha cuadro
site-promise = Tu foto, pintada en el estilo de cualquier imagen
site-about = Envía una foto y una imagen cuyo estilo te guste, y mira cómo crece el cuadro. Descubre lo que han hecho otras personas.
site-skip = Ir directo a los cuadros
site-pages = Páginas
site-styles = Estilos
site-chat = Pintar
site-consent = Todo lo que ves aquí lo publicó quien lo hizo, y puede retirarlo cuando quiera.

site-link-web = Pintar aquí
site-link-telegram = En Telegram
site-link-vk = En VK
site-link-max = En MAX

site-walls = Qué cuadros mostrar
site-newest = Más recientes
site-best-day = Lo mejor del día
site-best-week = Lo mejor de la semana
site-best-month = Lo mejor del mes
site-works = Cuadros
site-more = Más cuadros
site-more-styles = Más estilos
site-grown = Se han añadido más abajo.
site-all-styles = Todos los estilos
site-nothing = En este periodo no se publicó nada aquí.
site-begin = Pinta el tuyo

site-bare = Las paredes aún están vacías
site-bare-how = El primer cuadro puede ser el tuyo. ¿Qué estilo quieres?
site-welcome-painting = Un gato pintado en el estilo de La gran ola de Hokusai
site-welcome-photo = La foto del gato con la que se pintó

site-untitled = En un estilo privado
site-visitors-style = La imagen de un visitante
site-alt = Una foto pintada en el estilo de: { $style }
site-nameless = Anónimo
site-showcase = Pintado por Vernissage
site-photo = La foto
site-before = Foto
site-after = Cuadro
site-slider = De la foto al cuadro
site-slider-value = cuadro
site-share-of-second = Segundo estilo
site-quality = Calidad
site-like = Me gusta
site-uses = { $n ->
    [one] Usado una vez
   *[other] Usado { $n } veces
}
site-use = Pintar en este estilo
site-use-how = Elige un estilo, añade tu foto y mira qué sale.
site-after-it = Pintados en este estilo
site-share = Compartir
site-vk = VK
site-copy = Copiar enlace
site-copied = Copiado
site-report = Denunciar esta imagen
site-report-why = ¿Qué problema tiene?
site-report-mine = Salgo yo o es mi imagen
site-report-indecent = Es indecente o hace daño a alguien
site-report-unlawful = Infringe la ley
site-report-other = Otra cosa
site-report-send = Enviar la denuncia

site-done-reported = Gracias. Lo revisaremos.
site-done-own = Es tu propio cuadro, así que tu Me gusta no cuenta.
site-done-enough = Han sido muchos en poco tiempo. Inténtalo más tarde.
site-done-unknown = Tu navegador no guarda cookies, así que los Me gusta no se pueden contar.

site-missing = Aquí no hay nada
site-missing-why = Quizá lo retiró quien lo hizo, o el enlace está incompleto.
site-to-all = Todos los cuadros
