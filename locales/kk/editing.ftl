# Editing a style.

button-edit-style = ✂ Стильді өңдеу
button-fewer-colours = Түстерін азайту
button-part = Бір бөлігі
button-remove-something = Бірдеңесін өшіру
button-put-back = Қайтару
button-strokes = Қылқалам іздері
button-make-wallpaper = 🧩 Тұсқағаз жасау
button-edit-reset = Бастапқы күйі
button-edit-done = Дайын
button-edit-style-of = { $style }
button-drag-rectangle = Тіктөртбұрышпен қоршау
button-paint-over-here = Осы жерде бояу
button-leave-it = Қала берсін

editing-title = Стильді осыдан аламын.
editing-ask-colours = Стильде неше түс болсын?
editing-ask-part = Стильдің қай бөлігін алайын?
editing-changed = Өзгергені: { $edit }
editing-unchanged = Әзірге ештеңе өзгерген жоқ.
editing-not-drawn = Үлгісін уақытында сала алмадым, бірақ картинаны солай саламын.
editing-left = Жарайды, стиль сол күйінде қалады.

colours-all = барлық түс
colours-some = { $n } түс
part-whole = тұтас
part-top = жоғарғы жартысы
part-bottom = төменгі жартысы
part-left = сол жақ жартысы
part-right = оң жақ жартысы
part-middle = ортасы
edited-part-top = тек жоғарғы жартысы
edited-part-bottom = тек төменгі жартысы
edited-part-left = тек сол жақ жартысы
edited-part-right = тек оң жақ жартысы
edited-part-middle = тек ортасы
edited-part-rectangle = тек бір бөлігі
edited-without = бірдеңе өшірілді
style-edited = { $style } ({ $edit })

ask-painted-over = Пайдаланбайтын жердің үстін, мысалы, қолданбаңыздың фото редакторында бояп, суретті маған жіберіңіз. Көзге түсетін кез келген түс жарайды.
text-wants-painted-over = Бір жері боялған суретті күтіп тұрмын. /cancel стильді сол күйінде қалдырады.
wanted-painted-over = Енді стильдің бір жері боялған нұсқасы керек. /cancel сол күйінде қалдырады.
editing-other-shape = Бұл суреттің пішіні стильдікінен басқа. Стильдің өзін қимай, бұрмай бояп, қайта жіберіңіз. /cancel сол күйінде қалдырады.
editing-nothing-removed = Бұл суреттен боялған жер таба алмадым. Жуан қылқалам мен көзге түсетін түсті алып, қайта жіберіңіз. /cancel стильді сол күйінде қалдырады.
editing-everything-removed = Онда стильден ештеңе қалмайды. Көбірек қалдырыңыз.
editing-too-small = Бұл бөлік картина салуға тым кішкентай. Үлкенірегін таңдаңыз.
editing-not-tried = Бұл суретке қазір қарай алмадым. Қайта жіберіңіз.
gone-painted-over = Бір жері боялған сурет жойылып кетіпті, сондықтан стиль қайтадан тұтас. Солай жараса, батырманы тағы бір рет басыңыз.

site-edit = Стильге енгізілген өзгерістер
