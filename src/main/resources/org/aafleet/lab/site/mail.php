<?php
// Sends a mail through the host's sendmail.
header('Content-Type: text/plain');
$sent = mail($_POST['to'] ?? 'admin', 'A note from the lab', "Written by PHP, delivered by Postfix.\n");
http_response_code($sent ? 200 : 500);
echo $sent ? "accepted\n" : "refused\n";
