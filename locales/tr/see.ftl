# The order of a sheet in the chat.

command-see = makinenin fotoğrafınızda gördükleri
button-make-sight = 🔍 Ne görüyorsun?
ask-photo-any-sight = Hangi fotoğrafa bakmamı istersiniz?

summary-title-sight = Dikkatle bakayım. Başlayalım mı?
button-start-sight = 🔍 Ücretsiz bak
no-free-left-sight = { $n ->
    [0] Şu sıralar fotoğraflara bakmıyorum.
   *[other] Bugünlük yeterince fotoğrafa baktım. Sıradaki ücretsiz bakış yaklaşık { $span } sonra.
}
progress-running-sight = Bakıyorum: %{ $percent }
delivered-title-sight = İşte gördüklerim.
delivered-file-sight = Sayfanın tam kaliteli hali.

button-dream-of-it = Bunun rüyasını gör

site-kind-sight = Makinenin ne gördüğüne bakın.
site-about-kind-sight = Fotoğrafınızda ne var, ağ nereye bakıyor, hangi çizgileri izliyor, katmanları neyin rüyasını görüyor.
