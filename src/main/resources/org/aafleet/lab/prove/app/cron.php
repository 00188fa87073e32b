<?php
// The shop's cron job, once a minute: tidies up, and leaves a mark that workload.sh waits for.
$config = require __DIR__ . '/config.php';
require __DIR__ . '/shop.php';
set_error_handler(function ($level, $text, $file, $line) {
    throw new ErrorException($text, 0, $level, $file, $line);
});
$db = database($config);
$db->query('DELETE FROM job WHERE state <> "new" AND made < NOW() - INTERVAL 1 HOUR');
$words = $db->query('SELECT COUNT(*) FROM word')->fetch_row()[0];
foreach (glob($config['data'] . '/invoice-*.pdf') as $file) {
    if (filemtime($file) < time() - 3600) {
        unlink($file);
    }
}
$copy = tempnam(sys_get_temp_dir(), 'cron');
file_put_contents($copy, "$words words\n");
copy($copy, $config['data'] . '/cron.new');
unlink($copy);
rename($config['data'] . '/cron.new', $config['data'] . '/cron.done');
note($config, 'cron');
echo "$words words\n";
