<?php
// The shop's queue worker: takes jobs from the database, writes an invoice and mails its number. A systemd unit runs it.
$config = require __DIR__ . '/config.php';
require __DIR__ . '/shop.php';
set_error_handler(function ($level, $text, $file, $line) {
    throw new ErrorException($text, 0, $level, $file, $line);
});
$stop = false;
pcntl_async_signals(true);
pcntl_signal(SIGTERM, function () use (&$stop) {
    $stop = true;
});

function work(mysqli $db, array $config): bool
{
    $job = $db->query('SELECT id, subject FROM job WHERE state = "new" ORDER BY id LIMIT 1')->fetch_assoc();
    if ($job === null) {
        return false;
    }
    $state = 'done';
    try {
        $file = $config['data'] . "/invoice-$job[id].pdf";
        $size = invoice($file, $job['subject']);
        unlink($file);
        if (!mail($config['mail'], "aa-lab $job[subject]", "An invoice of $size bytes.\n")) {
            throw new Exception('the mail was not taken');
        }
        note($config, "job $job[id]");
    } catch (Throwable $e) {
        $state = substr('failed: ' . $e->getMessage(), 0, 190);
    }
    $update = $db->prepare('UPDATE job SET state = ? WHERE id = ?');
    $update->bind_param('si', $state, $job['id']);
    $update->execute();
    return true;
}

echo "working\n";
$db = null;
while (!$stop) {
    try {
        $db = $db ?? database($config);
        if (!work($db, $config)) {
            sleep(1);
        }
    } catch (mysqli_sql_exception $e) {
        // The database server is being restarted.
        $db = null;
        sleep(1);
    }
}
echo "stopping\n";
