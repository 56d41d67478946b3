# The feed: publishing, taking back, liking.

command-top = haftanın en iyi tabloları
command-published = yayımladıklarınız

button-publish = Yayımla
publish-question = Bu tablo yayımlansın mı? İnternetteki herkes görebilecek. Görecekleri şunlar:
publish-line-painting = • tablo: evet
publish-line-photo = • fotoğrafınız: { $shown }
publish-line-style = • stil ({ $style }): { $shown }
publish-line-title = • başlık: { $title }
publish-untitled = yok
publish-line-name = • adınız: { $name }
publish-shown = evet; başkaları kaydedebilir
publish-not-shown = hayır
publish-nameless = yok
publish-way-back = İstediğiniz zaman buradan ya da /published ile geri alabilirsiniz: sayfalarımızdan hemen kaybolur.
publish-approval = Herkes görmeden önce ekibimiz bir göz atacak.
button-show-photo = Fotoğrafı göster
button-show-style = Stili göster
button-show-title = Başlık: { $title }
button-show-name = Adımla
button-give-name = Ad ekle
button-other-name = Başka ad
button-publish-now = Evet, yayımla
button-publish-go-on = Devam
button-take-back = Geri al
button-show-painting = Tabloyu göster
button-entry-page = Sayfasını aç
button-take-style = Stil { $n }

ask-name = Hangi adla? En çok 32 harf; herkes görecek. Vazgeçmek için: /cancel
name-unclear = Ad en çok 32 harf olabilir; bağlantı ve özel karakter içeremez. Hangi adı istersiniz?
name-kept = Adınız: “{ $name }”.

publish-begun = Yayımlanıyor; yerini alınca haber veririm.
publish-public = Tablonuz akışta: { $link }
publish-awaiting = Tablonuz akış için hazır. Önce ekibimiz bir göz atacak; sonra haber veririm.
publish-failed = Tablonuz yayımlanamadı: resimleri artık okunamıyor.
publish-taken-back = Geri alındı: artık kimse göremez.
publish-was-hidden = Tablonuz akıştan kaldırıldı: { $because }. Bunun bir hata olduğunu düşünüyorsanız /paysupport ile yazın.
publish-not-there = Bu tablo akışta değil.
publish-closed = Şu sıralar burada akış yok. Tablonuz yalnızca size görünür.
publish-banned = Burada artık bir şey yayımlayamazsınız. Bunun bir hata olduğunu düşünüyorsanız /paysupport ile yazın.
publish-hidden = Bu tablo akıştan kaldırıldı ve yeniden yayımlanamaz.
publish-enough = Bugünlük bu kadar. Yarın yine yayımlayabilirsiniz.

published-title = Akıştakiler bunlar. Birini görmek ya da geri almak için numarasını seçin.
published-nothing = Henüz bir şey yayımlamadınız. “Yayımla” düğmesi, bitmiş tablonun altındadır.
published-preparing = yayımlanıyor
published-awaiting = ekibimizin onayını bekliyor
published-public = herkese açık, { $n } beğeni
published-hidden = tarafımızca gizlendi
published-taken-back = geri alındı

style-taken = Güzel seçim! Şimdi fotoğrafınızı gönderin.
style-gone = Bu stil artık herkese açık değil. Başkaları için: /styles
liked = ♥

top-title = Haftanın en iyileri.
top-line = { $place }. { $n } beğeni
top-choose = Birini beğenin ya da stilini kendi fotoğrafınızda kullanın.
top-empty = Bu hafta akışta bir şey yok. İlki sizinki olabilir: “Yayımla” düğmesi, bitmiş tablonun altındadır.
likes-came = Yayımladıklarınızı { $n } kişi daha beğendi: /published

wanted-name = Bir ad bekliyorum; vazgeçmek için: /cancel

button-save-style = Stili kaydet
button-saved = Stillerim
button-take-saved = Bu stili kullan
button-rename = Yeniden adlandır
button-drop-saved = Kaldır
button-liked-style = Stil { $n }
saved-title = Stil { $n }
saved-kept = Stil “{ $title }” adıyla kaydedildi: /styles
saved-list = Stilleriniz, sayfa { $n }.
saved-choose = Kullanmak, yeniden adlandırmak ya da kaldırmak için birini seçin.
saved-none = Henüz stil kaydetmediniz. “Stili kaydet” düğmesi, bitmiş tablonun altındadır.
saved-offer = Kendi kaydettiğiniz stiller var.
saved-not-there = Bu stil, kaydettikleriniz arasında yok.
saved-dropped = Kaldırıldı. Bu stildeki tablolar duruyor.
saved-enough = Yer olduğu kadar stil kaydettiniz. Önce birini kaldırın: /styles
saved-gallery = Bu, bizim stillerimizden biri: her zaman /styles içinde.
ask-title = Bu stilin adı ne olsun? En çok 32 harf. /cancel olduğu gibi bırakır.
title-unclear = Ad en çok 32 harf olabilir; bağlantı ve özel karakter içeremez. Stilin adı ne olsun?
wanted-title = Stil için bir ad bekliyorum; /cancel olduğu gibi bırakır.
liked-styles = Akışta beğendiğiniz tabloların stilleri:
publish-not-art = Yalnızca resimler yayımlanabilir.
