using System.Diagnostics;

namespace MediationHub.Documents;

/// <summary>Chromium did not make a PDF.</summary>
public sealed class PdfPrintException(string message) : Exception(message);

/// <summary>
/// Prints a page with Chromium in a process of its own: fresh profile, no network, a time limit, an unprivileged account.
/// The page stands in a private folder for as long as the printing takes.
/// </summary>
public sealed partial class PdfPrinter(PaperOptions options) : IDisposable
{
    private const string Account = "/usr/sbin/runuser";

    /// <summary>Chromium takes some 200 MB; a queue is better than a machine out of memory.</summary>
    private readonly SemaphoreSlim _turn = new(Math.Min(2, Environment.ProcessorCount));

    public bool Configured => !string.IsNullOrWhiteSpace(options.Chromium);

    /// <summary>The PDF, or null where no Chromium is configured.</summary>
    /// <exception cref="PdfPrintException">Chromium failed or took longer than the time limit.</exception>
    public async Task<byte[]?> PrintAsync(string html, CancellationToken cancel = default)
    {
        if (!Configured) return null;
        await _turn.WaitAsync(cancel);
        var folder = NewFolder();
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "paper.html"), html, cancel);
            var lesser = LesserAccount();
            if (lesser is not null) await RunAsync("chown", ["-R", lesser, folder], folder, cancel);
            var (code, said, _) = lesser is null
                ? await RunAsync(options.Chromium!, Arguments(folder), folder, cancel)
                : await RunAsync(Account, [.. new[] { "-u", lesser, "--", options.Chromium! }, .. Arguments(folder)], folder, cancel);
            var pdf = Path.Combine(folder, "paper.pdf");
            return File.Exists(pdf) ? await File.ReadAllBytesAsync(pdf, cancel)
                : throw new PdfPrintException($"Chromium 没有生成 PDF（退出码 {code}）：{said}");
        }
        finally
        {
            _turn.Release();
            await RemoveAsync(folder);
        }
    }

    public void Dispose() => _turn.Dispose();

    private string NewFolder()
    {
        if (options.PdfFolder is not { Length: > 0 } parent) return Directory.CreateTempSubdirectory("paper-").FullName;
        var folder = Path.Combine(parent, $"paper-{Guid.NewGuid():N}");
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return folder;
    }

    private static string[] Arguments(string folder) =>
    [
        "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--disable-extensions", "--disable-dev-shm-usage",
        // Whatever a page or Chromium itself asks for, it reaches nobody.
        "--proxy-server=http://127.0.0.1:9", "--host-resolver-rules=MAP * ~NOTFOUND",
        // Chromium's sandbox cannot be set up by root, nor often by an account that root lends inside a container.
        .. Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows() ? ["--no-sandbox"] : Array.Empty<string>(),
        $"--user-data-dir={Path.Combine(folder, "profile")}",
        "--no-pdf-header-footer", $"--print-to-pdf={Path.Combine(folder, "paper.pdf")}",
        new Uri(Path.Combine(folder, "paper.html")).AbsoluteUri,
    ];

    /// <summary>Whom to run as: null means as ourselves, who are nobody special or have no way to become someone else.</summary>
    private string? LesserAccount() =>
        Environment.IsPrivilegedProcess && OperatingSystem.IsLinux() && options.ChromiumAccount.Length > 0 && File.Exists(Account)
            ? options.ChromiumAccount : null;

    private async Task<(int Code, string Said, string Output)> RunAsync(string program, IEnumerable<string> arguments, string folder, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = folder };
        // A profile is found by more ways than its flag; none of them may lead to an account's own.
        start.Environment["HOME"] = start.Environment["XDG_CONFIG_HOME"] = start.Environment["XDG_CACHE_HOME"] = folder;
        using var process = Process.Start(start) ?? throw new PdfPrintException($"无法启动 {program}");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(options.PdfTimeLimit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            var printed = await output;
            var said = (await errors).Trim();
            return (process.ExitCode, said.Length > 500 ? said[^500..] : said, printed);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new PdfPrintException($"打印超过 {options.PdfTimeLimit.TotalSeconds:0} 秒，已中止");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
    }

    /// <summary>
    /// Chromium's crash handler leaves the process tree and ends a moment after it; until then it may write to the profile
    /// or make it anew. So we look again until the folder stays away.
    /// </summary>
    private static async Task RemoveAsync(string folder)
    {
        for (var attempt = 1; Directory.Exists(folder); attempt++)
        {
            try { Directory.Delete(folder, recursive: true); }
            catch (Exception error) when (attempt < 20 && error is IOException or UnauthorizedAccessException) { }
            await Task.Delay(100);
        }
    }
}
