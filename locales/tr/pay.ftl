# The page for test payments.

pay-title = Test ödemesi
pay-warning = Test ödemesi: gerçek para harcanmaz
pay-about = Bu sayfa, ödeme kuruluşunun sayfası yerine geçer. Neye basarsanız basın, kimseden para alınmaz; yalnızca sohbette aldıklarınız gerçektir.
pay-open = Ödeme bekleniyor.
pay-paid = Ödendi.
pay-declined = Reddedildi. Bu sayfadan artık ödeme yapılamaz.
pay-expired = Süre doldu: bu ödeme sayfası kapandı.
pay-pay-about = Her şey yolunda gider.
pay-again = Yeniden öde: { $price }
pay-decline = Reddet
pay-decline-about = Banka onay vermez.
pay-twice = İki kez öde
pay-twice-about = Tek alışverişe iki ödeme: ikisi de kaybolmaz.
pay-late = Geç öde
pay-late-about = Önce süre dolar, para yine de sonradan gelir.
pay-back = Sohbete dön
