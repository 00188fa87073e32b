<?php
// A small shop that does, one action a request, what real applications do: index.php?do=ACTION.
// Each action answers with a text that workload.sh knows; anything that PHP complains of is a failure.
error_reporting(E_ALL);
set_error_handler(function ($level, $text, $file, $line) {
    if (!(error_reporting() & $level)) {
        return false;
    }
    http_response_code(500);
    exit("error: $text at " . basename($file) . ":$line\n");
});
set_exception_handler(function ($e) {
    http_response_code(500);
    exit('error: ' . $e->getMessage() . ' at ' . basename($e->getFile()) . ':' . $e->getLine() . "\n");
});
header('Content-Type: text/plain; charset=utf-8');
$config = require __DIR__ . '/config.php';
require __DIR__ . '/shop.php';
$actions = require __DIR__ . '/actions.php';
$do = $_GET['do'] ?? 'hello';
echo isset($actions[$do]) ? $actions[$do]($config) : 'no such action', "\n";
