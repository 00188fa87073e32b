<?php
// The notes of the lab's site, read from MariaDB through its socket.
mysqli_report(MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT);
$db = new mysqli('localhost', 'notes', 'lab', 'notes');
if ($_SERVER['REQUEST_METHOD'] === 'POST') {
    $insert = $db->prepare('INSERT INTO note (text) VALUES (?)');
    $insert->bind_param('s', $_POST['text']);
    $insert->execute();
}
header('Content-Type: text/plain; charset=utf-8');
foreach ($db->query('SELECT text FROM note ORDER BY id') as $note) {
    echo $note['text'], "\n";
}
