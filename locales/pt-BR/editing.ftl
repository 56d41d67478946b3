# Editing a style.

button-edit-style = ✂ Editar o estilo
button-fewer-colours = Menos cores
button-part = Só uma parte
button-remove-something = Remover algo
button-put-back = Colocar de volta
button-strokes = Pinceladas
button-make-wallpaper = 🧩 Criar um papel de parede
button-edit-reset = Como era antes
button-edit-done = Pronto
button-edit-style-of = { $style }
button-drag-rectangle = Marcar um retângulo
button-paint-over-here = Cobrir aqui com o pincel
button-leave-it = Deixar como está

editing-title = É daqui que vou copiar o estilo.
editing-ask-colours = Quantas cores o estilo deve ter?
editing-ask-part = Qual parte do estilo devo usar?
editing-changed = Mudanças: { $edit }
editing-unchanged = Nada mudou até agora.
editing-not-drawn = Não deu tempo de desenhar, mas vou pintar assim.
editing-left = Tudo bem, o estilo fica como está.

colours-all = todas as cores
colours-some = { $n ->
    [one] { $n } cor
   *[other] { $n } cores
}
part-whole = tudo
part-top = metade de cima
part-bottom = metade de baixo
part-left = metade esquerda
part-right = metade direita
part-middle = o centro
edited-part-top = só a metade de cima
edited-part-bottom = só a metade de baixo
edited-part-left = só a metade esquerda
edited-part-right = só a metade direita
edited-part-middle = só o centro
edited-part-rectangle = só um pedaço
edited-without = sem uma parte
style-edited = { $style } ({ $edit })

ask-painted-over = Cubra com um pincel o que não devo usar, por exemplo no editor de fotos do seu app, e me envie a imagem. Serve qualquer cor que se destaque.
text-wants-painted-over = Estou esperando a imagem com algo coberto. Com /cancel o estilo fica como está.
wanted-painted-over = Agora preciso do estilo com algo coberto. Com /cancel ele fica como está.
editing-other-shape = Esta imagem não tem o mesmo formato do estilo. Cubra algo no próprio estilo, sem cortar nem girar, e envie mais uma vez. Com /cancel ele fica como está.
editing-nothing-removed = Não encontrei nada coberto nesta imagem. Use um pincel grosso e uma cor que se destaque, e envie mais uma vez. Com /cancel o estilo fica como está.
editing-everything-removed = Não sobraria nada do estilo. Deixe um pouco mais.
editing-too-small = Esta parte é pequena demais para servir de estilo. Escolha uma maior.
editing-not-tried = Não consegui olhar esta imagem agora. Envie mais uma vez.
gone-painted-over = A imagem com algo coberto já foi apagada, então o estilo está inteiro de novo. Se estiver bom assim, toque no botão mais uma vez.

site-edit = Mudanças no estilo
