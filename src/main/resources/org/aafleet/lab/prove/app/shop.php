<?php
// What the pages, the queue worker and the cron job share.

function database(array $config, string $host = 'localhost'): mysqli
{
    mysqli_report(MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT);
    $db = new mysqli($host, $config['database'], 'lab', $config['database']);
    $db->set_charset('utf8mb4');
    return $db;
}

/** Writes an invoice with text and a picture; the library reads its font files and keeps the picture in a temporary file. */
function invoice(string $file, string $text): int
{
    require_once 'fpdf/fpdf.php';
    $pdf = new FPDF();
    $pdf->AddPage();
    foreach (['Helvetica', 'Times', 'Courier', 'Symbol'] as $font) {
        $pdf->SetFont($font, '', 14);
        $pdf->Cell(0, 10, $text, 0, 1);
    }
    $picture = tempnam(sys_get_temp_dir(), 'pic');
    file_put_contents($picture, base64_decode(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mP438AAAAQBAYD718vxAAAAAElFTkSuQmCC'));
    $pdf->Image($picture, 10, 100, 20, 20, 'PNG');
    unlink($picture);
    $pdf->Output('F', $file);
    return filesize($file);
}

/** Appends to the application's own log, as many processes at once. */
function note(array $config, string $text): void
{
    $log = fopen($config['data'] . '/app.log', 'a');
    flock($log, LOCK_EX);
    fwrite($log, date('c ') . $text . "\n");
    flock($log, LOCK_UN);
    fclose($log);
}
