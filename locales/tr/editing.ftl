# Editing a style.

button-edit-style = ✂ Stili düzenle
button-fewer-colours = Daha az renk
button-part = Bir bölümü
button-remove-something = Bir şeyi çıkar
button-put-back = Geri koy
button-strokes = Fırça darbeleri
button-make-wallpaper = 🧩 Duvar kâğıdı yap
button-edit-reset = İlk hali
button-edit-done = Bitti
button-edit-style-of = { $style }
button-drag-rectangle = Dikdörtgen çiz
button-paint-over-here = Üzerini burada boya
button-leave-it = Kalsın

editing-title = Stili bundan alacağım.
editing-ask-colours = Stilde kaç renk olsun?
editing-ask-part = Stilin hangi bölümünü kullanayım?
editing-changed = Değişen: { $edit }
editing-unchanged = Henüz bir şey değişmedi.
editing-not-drawn = Önizlemeyi zamanında çizemedim ama tabloyu böyle yapacağım.
editing-left = Tamam, stil olduğu gibi kalıyor.

colours-all = tüm renkler
colours-some = { $n } renk
part-whole = tamamı
part-top = üst yarısı
part-bottom = alt yarısı
part-left = sol yarısı
part-right = sağ yarısı
part-middle = ortası
edited-part-top = yalnızca üst yarısı
edited-part-bottom = yalnızca alt yarısı
edited-part-left = yalnızca sol yarısı
edited-part-right = yalnızca sağ yarısı
edited-part-middle = yalnızca ortası
edited-part-rectangle = yalnızca bir parçası
edited-without = bir şey çıkarıldı
style-edited = { $style } ({ $edit })

ask-painted-over = Kullanmamamı istediğiniz yerlerin üzerini, örneğin uygulamanızın fotoğraf düzenleyicisinde boyayın ve resmi bana gönderin. Göze çarpan herhangi bir renk olur.
text-wants-painted-over = Üzeri boyanmış resmi bekliyorum. /cancel stili olduğu gibi bırakır.
wanted-painted-over = Şimdi stilin, bir yeri boyanmış halini göndermeniz gerekiyor. /cancel olduğu gibi bırakır.
editing-other-shape = Bu resmin biçimi stilinkinden farklı. Lütfen kırpmadan ve döndürmeden stilin kendisini boyayıp yeniden gönderin. /cancel olduğu gibi bırakır.
editing-nothing-removed = Bu resimde boyanmış bir yer bulamıyorum. Kalın bir fırça ve göze çarpan bir renk kullanıp yeniden gönderin. /cancel stili olduğu gibi bırakır.
editing-everything-removed = Stilden geriye bir şey kalmazdı. Lütfen biraz daha fazlasını bırakın.
editing-too-small = Bu bölüm tablo yapmak için çok küçük. Lütfen daha büyük bir bölüm seçin.
editing-not-tried = Bu resme şu anda bakamadım. Lütfen yeniden gönderin.
gone-painted-over = Üzeri boyanmış resim bu arada silindi, stil yine bütün halinde. Sizin için uygunsa düğmeye bir kez daha basın.

site-edit = Stilde yapılan değişiklikler
