<?php
// Stores an uploaded file below the document root, as blogs and galleries do.
header('Content-Type: text/plain');
$file = $_FILES['file'] ?? null;
if ($file === null || !move_uploaded_file($file['tmp_name'], __DIR__ . '/uploads/' . sha1_file($file['tmp_name']))) {
    http_response_code(400);
    exit("nothing stored\n");
}
echo "stored\n";
