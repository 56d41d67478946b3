# What the commands do: lines of /help and of a messenger's menu.

help =
    Send me a photo and then a picture whose style you like, or both at once. I'll paint your photo in that style.

command-start = say hello
command-new = begin a new painting
command-styles = styles to choose from
command-status = how far your paintings are
command-history = your last paintings
command-cancel = stop a painting
command-balance = your credits
command-link = join your chats in other messengers
command-settings = language and habits
command-help = what I can do
command-privacy = what I keep, and for how long
command-terms = terms of use
command-paysupport = help with payments
command-delete-me = delete all I know about you

command-unknown = I don't know this command. /help lists those I do.

terms =
    Please send only pictures you may use, and nothing that hurts anybody. Your pictures and paintings stay yours.
    Credits pay for larger and finer paintings. When a painting fails or you cancel it, its credits come back at once.

privacy =
    Your pictures are only for you. The ones you send are deleted after { $n ->
        [one] { $n } day
       *[other] { $n } days
    }, finished paintings stay until you delete them.
    I know your chat's number and your language, where your receipts go if you ever wanted one, what you wrote to whoever runs this bot, and for a canvas a name, a phone number and an address, which are only used to send it; nothing more. /delete_me deletes everything but the books, which stay without your name, and what a canvas on its way still needs.

operator-name = This bot is run by { $name }.
operator-contact = Write to: { $contact }
