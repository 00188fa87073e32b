<?php
// The actions of index.php, by name.
return [
    'hello' => function () {
        return 'hello from ' . PHP_SAPI;
    },
    'site' => function ($c) {
        return 'site ' . $c['site'] . ' as ' . posix_getpwuid(posix_geteuid())['name'];
    },
    'session' => function () {
        session_start();
        $_SESSION['n'] = ($_SESSION['n'] ?? 0) + 1;
        return 'n=' . $_SESSION['n'];
    },
    'logout' => function () {
        session_start();
        session_regenerate_id(true);
        return session_destroy() ? 'logged out' : 'not logged out';
    },
    'upload' => function ($c) {
        $to = $c['data'] . '/upload';
        move_uploaded_file($_FILES['f']['tmp_name'], $to);
        $size = filesize($to);
        $type = (new finfo(FILEINFO_MIME_TYPE))->file($to);
        unlink($to);
        return "$size $type";
    },
    'body' => function () {
        return (string) strlen(file_get_contents('php://input'));
    },
    'download' => function ($c) {
        header('X-From: ' . $c['site']);
        readfile(__DIR__ . '/data.bin');
        exit;
    },
    'temporary' => function () {
        $name = tempnam(sys_get_temp_dir(), 'aa');
        file_put_contents($name, 'temporary', LOCK_EX);
        $text = file_get_contents($name);
        unlink($name);
        $file = tmpfile();
        fwrite($file, 'x');
        rewind($file);
        fwrite(fopen('php://temp/maxmemory:1', 'w'), 'xx');
        mkdir("$name.d");
        touch("$name.d/a");
        rename("$name.d/a", "$name.d/b");
        unlink("$name.d/b");
        rmdir("$name.d");
        return $text . fread($file, 1);
    },
    'write' => function ($c) {
        $dir = $c['data'];
        file_put_contents("$dir/a", 'written', LOCK_EX);
        mkdir("$dir/d");
        rename("$dir/a", "$dir/d/b");
        touch("$dir/d/b");
        chmod("$dir/d/b", 0600);
        link("$dir/d/b", "$dir/d/hard");
        symlink("$dir/d/b", "$dir/d/soft");
        $text = file_get_contents("$dir/d/soft") . count(glob("$dir/d/*"));
        array_map('unlink', glob("$dir/d/*"));
        rmdir("$dir/d");
        return $text;
    },
    'list' => function () {
        return implode(' ', scandir(__DIR__));
    },
    'mail' => function ($c) {
        return mail($c['mail'], 'aa-lab ' . $_GET['subject'], "text\n", 'From: shop@lab.example') ? 'sent' : 'not sent';
    },
    'smtp' => function ($c) {
        $smtp = stream_socket_client('tcp://127.0.0.1:25', $code, $text, 60);
        $said = fgets($smtp);
        foreach (["HELO lab.example", "MAIL FROM:<shop@lab.example>", "RCPT TO:<$c[mail]@lab.example>", 'DATA'] as $line) {
            fwrite($smtp, "$line\r\n");
            $said = fgets($smtp);
        }
        fwrite($smtp, "Subject: aa-lab $_GET[subject]\r\n\r\ntext\r\n.\r\nQUIT\r\n");
        return 'said ' . fgets($smtp);
    },
    'socket' => function ($c) {
        $db = database($c);
        $db->query('INSERT INTO word (word) VALUES ("word")');
        return $db->query('SELECT word FROM word LIMIT 1')->fetch_row()[0];
    },
    'tcp' => function ($c) {
        return database($c, '127.0.0.1')->query('SELECT "by tcp"')->fetch_row()[0];
    },
    'transaction' => function ($c) {
        $db = database($c);
        $db->begin_transaction();
        $insert = $db->prepare('INSERT INTO word (word, picture) VALUES (?, ?)');
        $word = 'Größe';
        $picture = random_bytes(70000);
        $insert->bind_param('ss', $word, $picture);
        $insert->execute();
        $read = $db->query("SELECT word, LENGTH(picture) FROM word WHERE id = $db->insert_id")->fetch_row();
        $db->rollback();
        return implode(' ', $read);
    },
    'enqueue' => function ($c) {
        $db = database($c);
        $insert = $db->prepare('INSERT INTO job (subject) VALUES (?)');
        $insert->bind_param('s', $_GET['subject']);
        $insert->execute();
        return 'queued';
    },
    'job' => function ($c) {
        $db = database($c);
        $select = $db->prepare('SELECT state FROM job WHERE subject = ?');
        $select->bind_param('s', $_GET['subject']);
        $select->execute();
        return $select->get_result()->fetch_row()[0] ?? 'none';
    },
    'pdf' => function ($c) {
        $file = $c['data'] . '/invoice-' . getmypid() . '.pdf';
        $size = invoice($file, 'An invoice');
        $start = file_get_contents($file, false, null, 0, 5);
        unlink($file);
        return $size > 1000 ? $start : "only $size bytes";
    },
    'zip' => function ($c) {
        $file = tempnam(sys_get_temp_dir(), 'zip');
        $zip = new ZipArchive();
        $zip->open($file, ZipArchive::OVERWRITE | ZipArchive::CREATE);
        $zip->addFromString('a', str_repeat('a', 10000));
        $zip->addFile(__FILE__, 'b');
        $zip->close();
        $zip->open($file);
        $count = $zip->numFiles;
        $zip->extractTo($c['data'] . '/zip', 'a');
        unlink($c['data'] . '/zip/a');
        rmdir($c['data'] . '/zip');
        unlink($file);
        return "$count files " . strlen(gzdecode(gzencode('zipped')));
    },
    'names' => function () {
        return implode(' ', [gethostbyname('localhost'), gethostbyname('no.such.invalid'), gethostname(),
            @count(@dns_get_record('lab.invalid', DNS_A) ?: []), getprotobyname('tcp'), posix_getpwnam('root')['dir'],
            posix_getgrgid(0)['name']]);
    },
    'fetch' => function ($c) {
        return file_get_contents($c['http'] . '/app/static.txt');
    },
    'https' => function ($c) {
        $context = stream_context_create(['ssl' => ['verify_peer' => false, 'verify_peer_name' => false]]);
        return file_get_contents($c['https'] . '/app/static.txt', false, $context);
    },
    'curl' => function ($c) {
        $curl = curl_init($c['https'] . '/app/static.txt');
        curl_setopt_array($curl, [CURLOPT_RETURNTRANSFER => 1, CURLOPT_SSL_VERIFYPEER => 0, CURLOPT_SSL_VERIFYHOST => 0]);
        return curl_exec($curl) ?: curl_error($curl);
    },
    'trust' => function () {
        $bundle = openssl_get_cert_locations()['default_cert_file'];
        return is_readable($bundle) || is_readable('/etc/ssl/certs/ca-certificates.crt') ? 'trusted' : 'nobody is trusted';
    },
    'crypto' => function () {
        $key = openssl_pkey_new(['private_key_type' => OPENSSL_KEYTYPE_EC, 'curve_name' => 'prime256v1']);
        openssl_sign('text', $signature, $key, OPENSSL_ALGO_SHA256);
        $public = openssl_pkey_get_details($key)['key'];
        $verified = openssl_verify('text', $signature, $public, OPENSSL_ALGO_SHA256);
        $secret = openssl_encrypt('text', 'aes-128-cbc', random_bytes(16), 0, openssl_random_pseudo_bytes(16));
        return "verified=$verified " . strlen($secret) . ' '
            . var_export(password_verify('lab', password_hash('lab', PASSWORD_BCRYPT, ['cost' => 4])), true);
    },
    'locale' => function () {
        $set = setlocale(LC_ALL, 'C.UTF-8', 'C.utf8');
        date_default_timezone_set('Europe/Berlin');
        $zones = count(timezone_identifiers_list());
        return implode(' ', [$set, date('T', 0), $zones > 100 ? 'zones' : 'no zones', localeconv()['decimal_point'],
            iconv('ISO-8859-1', 'UTF-8', "\xe4"), iconv('UTF-8', 'ISO-8859-1//TRANSLIT', 'a')]);
    },
    'processor' => function () {
        return implode(' ', ['load', count(sys_getloadavg()), getrusage()['ru_majflt'] >= 0 ? 'usage' : '', php_uname('r'),
            memory_get_peak_usage() > 0 ? 'memory' : '', disk_free_space(__DIR__) > 0 ? 'disk' : '',
            getmypid() > 1 ? 'pid' : '', posix_times()['ticks'] > 0 ? 'ticks' : '', get_current_user() ? 'user' : '',
            getmyinode() ? 'inode' : '', posix_getrlimit()['soft openfiles'] > 0 ? 'limits' : '']);
    },
    'lock' => function ($c) {
        $file = fopen($c['data'] . '/lock', 'c+');
        $locked = flock($file, LOCK_EX | LOCK_NB);
        ftruncate($file, 10);
        fseek($file, 4096);
        fwrite($file, 'x');
        fflush($file);
        clearstatcache();
        $size = filesize($c['data'] . '/lock');
        unlink($c['data'] . '/lock');
        return ($locked ? 'locked ' : 'not locked ') . $size;
    },
    'pair' => function () {
        [$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
        fwrite($a, "through a pair\n");
        $read = [$b];
        $none = [];
        stream_select($read, $none, $none, 5);
        return fgets($b);
    },
    'listen' => function () {
        $server = stream_socket_server('tcp://127.0.0.1:0');
        $client = stream_socket_client('tcp://' . stream_socket_get_name($server, false));
        fwrite(stream_socket_accept($server, 5), "heard\n");
        return fgets($client);
    },
    'udp' => function () {
        $socket = stream_socket_client('udp://127.0.0.1:9');
        return fwrite($socket, 'x') === 1 ? 'sent' : 'not sent';
    },
    'opcache' => function ($c) {
        $status = opcache_get_status(false);
        $file = $c['data'] . '/compiled.php';
        file_put_contents($file, '<?php return "compiled";');
        opcache_compile_file($file);
        $text = include $file;
        opcache_invalidate($file, true);
        unlink($file);
        return ($status['opcache_enabled'] ? 'on ' : 'off ') . $text
            . (ini_get('opcache.file_cache') && count(glob(ini_get('opcache.file_cache') . '/*')) ? ' with files' : '');
    },
    'log' => function ($c) {
        error_log('aa-lab');
        openlog('aa-lab', LOG_PID, LOG_USER);
        syslog(LOG_INFO, 'aa-lab');
        note($c, 'logged');
        return 'logged';
    },
    'xml' => function () {
        return json_decode(json_encode(['a' => unserialize(serialize([1, 2]))]), true)['a'][1] . hash('sha256', 'x')
            . crc32('x') . count(str_getcsv('a,b'));
    },
    'info' => function () {
        phpinfo();
        return '';
    },
];
