# What each command does: the lines of /help and of a messenger's menu.

help =
    Send me a photo and then a picture whose style you like, or both at once. I'll paint your photo in that style.

command-start = say hello
command-new = start a new painting
command-styles = styles to choose from
command-status = how your paintings are coming along
command-history = your recent paintings
command-cancel = stop a painting
command-balance = your credits
command-link = link your chats in other messengers
command-settings = language and preferences
command-help = what I can do
command-privacy = what I store, and for how long
command-terms = terms of use
command-paysupport = help with payments
command-delete-me = delete everything I know about you

command-unknown = I don't know that command. /help lists the ones I do.

terms =
    Please send only pictures that you are allowed to use, and nothing that hurts anyone. Your pictures and paintings remain yours.
    Credits pay for larger and finer paintings. If a painting fails or you cancel it, you get its credits back at once.

privacy =
    Your pictures are only for you. The ones you send are deleted after { $n ->
        [one] { $n } day
       *[other] { $n } days
    }; finished paintings stay until you delete them.
    I know your chat's number and your language; in VK also your name and, if VK tells me, your time zone; where your receipts go, if you ever asked for one; what you wrote to our team; what a program saw in the photo of a finished painting, say a castle; and for a canvas a name, a phone number and an address, which are only used to deliver it. For two days I also keep a hash of the address that you use the chat page from, so that what is free is shared fairly. Nothing more. /delete_me deletes everything except the accounts, which are kept without your name, and what a canvas on its way still needs. Backup copies made before that are only used for repairs, and are deleted when they are out of date.

operator-name = This bot is run by { $name }.
operator-contact = Contact: { $contact }
