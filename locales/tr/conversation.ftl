# The way from a photo to a started painting.

welcome =
    Merhaba! Fotoğrafları büyük ressamların stilinde tabloya dönüştürürüm.
    Bana bir fotoğraf gönderin. { $n ->
        [0] Tablolar birkaç krediye yapılıyor.
        [one] Günde { $n } tablo ücretsiz.
       *[other] Günde { $n } tablo ücretsiz.
    }

ask-first-photo = Haydi başlayalım! Hangi fotoğrafı tablo yapayım?
ask-style = Çok güzel. Hangi stilde olsun? İkinci bir resim gönderin ya da benimkilerden birini seçin.
ask-second-style = Hangi ikinci stili karıştırayım? Bir resim gönderin ya da seçin.
ask-photo = Harika stil! Şimdi fotoğrafı gönderin.
took-first-two = Bana iki resim yeter: ilkini fotoğraf, ikincisini stil olarak aldım.
third-picture = Fotoğraf ve stil zaten bende. Bu resim ne olsun?

gallery-title = İşte en sevdiklerimden birkaçı.
gallery-choose = Hangi stilde olsun?
recent-title = Son kullandığınız stiller.
recent-choose = Bunlardan birini yine ister misiniz?

summary-title = Her şey hazır. Başlayalım mı?
summary-started = Başladım!
summary-dropped = Sorun değil. İstediğiniz zaman bir fotoğraf gönderin.
summary-missing = { $missing } kredi daha gerekiyor; sizde { $balance } kredi var.

line-style = Stil: { $style }
line-second-style = İkinci stil: { $style }, %{ $percent }
line-painting-strength = Stil yoğunluğu: { $choice }
line-painting-stroke = Fırça darbeleri: { $choice }
line-painting-colours = Renkler: { $choice }
line-quality = Kalite: { $plan }

menu-quality = Hangi boyut ve kalitede olsun?
menu-painting-strength = Stil ne kadar güçlü olsun?
menu-painting-stroke = Fırça darbeleri ne kadar büyük olsun?
menu-share = İkinci stilden ne kadar olsun?

no-free-left = { $n ->
    [0] Şu sıralar ücretsiz tablo yok.
    [one] Bugünkü ücretsiz tablonuzu kullandınız. Sıradaki ücretsiz tablo yaklaşık { $span } sonra.
   *[other] Bugünkü { $n } ücretsiz tablonuzu kullandınız. Sıradaki ücretsiz tablo yaklaşık { $span } sonra.
}
free-one-at-a-time = Aynı anda tek bir ücretsiz tablo: bu bitince sıradaki başlayabilir. Sizinki hazır bekliyor.
network-is-busy = Ağınız için zaten birkaç ücretsiz tablo yapılıyor. Sizinki hazır bekliyor: biri bitince başlatın.
no-free-left-in-network = Ağınızın bugünkü ücretsiz tabloları bitti. Sıradaki ücretsiz tablo yaklaşık { $span } sonra.
too-many-jobs = Hepsi birden biraz fazla oldu! Önce bunlardan birini bitireyim:

gone-picture = O resim bu arada silindi. Lütfen yeniden gönderin.
gone-photo = Fotoğraf bu arada silindi. Lütfen yeniden gönderin.
gone-style = Stil resmi bu arada silindi. Lütfen yeniden gönderin ya da başka bir stil seçin.
gone-second-style = İkinci stil bu arada silindi. Onsuz da yapabilirim: düğmeye yeniden basın ya da resmi bir daha gönderin.
gone-both = İki resim de bu arada silindi. Lütfen fotoğrafı yeniden gönderin.

text-idle = Sözcüklerden çok resimlerden anlarım. Bana bir fotoğraf gönderin ya da /help yazın.
text-wants-style = Stili bekliyorum: bir resim gönderin ya da /styles ile seçin.
text-wants-photo = Tablo yapmamı istediğiniz fotoğrafı bekliyorum.
text-wants-second-style = İkinci stili bekliyorum: bir resim gönderin ya da /styles ile seçin.
text-ready = Her şey hazır: yukarıdaki düğmeye basın, başlayayım. /new ile baştan başlayabilirsiniz.

wanted-photo = Tablo yapmam için bana bir fotoğraf gönderin.
wanted-style = Şimdi stil için bir resim gerekiyor. Benimkiler: /styles
wanted-second-style = Şimdi ikinci stil için bir resim gerekiyor. Benimkiler: /styles
wanted-start = Fotoğrafınız ve stiliniz hazır: yukarıdaki düğme tabloyu başlatır.

button-old = Bu düğme eskidi, artık bir işe yaramıyor.
draft-started = Bu tablo çoktan başladı:
draft-painted = Bu tablo çoktan bitti. /history içinde bulabilirsiniz.

blocked = Üzgünüm, engellendiniz ve sizden yeni istek alamıyorum. Parasını ödediğiniz her şeyi yine de alacaksınız. Tablolarınız: /history. Ödeme soruları: /paysupport. Her şeyi silmek için: /delete_me.

kind-closed = Bunu şu sıralar yapmıyorum. Tablo ise her zaman olur: bana bir fotoğraf gönderin.
gone-guide = Rüyanın doğru gideceği resim bu arada silindi. Onsuz da devam edebilirim: düğmeye yeniden basın ya da resmi bir daha gönderin.
ask-photo-any = Hangi fotoğrafı kullanayım?
ask-guide = Hangi resme benzesin? Bir tane gönderin ya da benimkilerden seçin.
line-guide = Benzeyeceği resim: { $picture }
