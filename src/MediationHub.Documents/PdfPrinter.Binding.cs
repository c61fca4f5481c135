using System.Globalization;
using System.Text.RegularExpressions;

namespace MediationHub.Documents;

/// <summary>Binds several PDF into one with the programs of the machine (qpdf, or poppler's pdfunite and pdfinfo), as carefully as pages are printed: what was handed in comes from strangers.</summary>
public sealed partial class PdfPrinter
{
    private static readonly string? Qpdf = OnPath("qpdf"), PdfUnite = OnPath("pdfunite"), PdfInfo = OnPath("pdfinfo");

    /// <summary>Whether a whole file can be had as one PDF here.</summary>
    public bool Binds => Configured && (Qpdf is not null || (PdfUnite is not null && PdfInfo is not null));

    /// <summary>How many pages a PDF has; null where it is broken, locked, or no program here can tell.</summary>
    public Task<int?> CountPagesAsync(byte[] pdf, CancellationToken cancel = default) => InFolder<int?>([pdf], async (folder, files) =>
    {
        if (Qpdf is null && PdfInfo is null) return null;
        var (code, output) = Qpdf is not null ? await AsLesser(folder, Qpdf, ["--show-npages", files[0]], cancel) : await AsLesser(folder, PdfInfo!, [files[0]], cancel);
        if (Qpdf is not null) return code is 0 or 3 && int.TryParse(output.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var pages) ? pages : null;
        return code == 0 && !Locked().IsMatch(output) && Pages().Match(output) is { Success: true } found ? int.Parse(found.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;
    }, cancel);

    /// <summary>One PDF of several, in order.</summary>
    /// <exception cref="PdfPrintException">They could not be bound.</exception>
    public Task<byte[]> JoinAsync(IReadOnlyList<byte[]> parts, CancellationToken cancel = default) => InFolder(parts, async (folder, files) =>
    {
        var whole = Path.Combine(folder, "whole.pdf");
        var (code, _) = Qpdf is not null
            ? await AsLesser(folder, Qpdf, ["--warning-exit-0", "--empty", "--pages", .. files, "--", whole], cancel)
            : await AsLesser(folder, PdfUnite ?? throw new PdfPrintException("没有可用的 PDF 合并程序"), [.. files, whole], cancel);
        return File.Exists(whole) ? await File.ReadAllBytesAsync(whole, cancel) : throw new PdfPrintException($"PDF 合并失败（退出码 {code}）");
    }, cancel);

    private async Task<T> InFolder<T>(IReadOnlyList<byte[]> parts, Func<string, string[], Task<T>> work, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        var folder = NewFolder();
        try
        {
            var files = parts.Select((_, i) => Path.Combine(folder, $"{i:0000}.pdf")).ToArray();
            for (var i = 0; i < files.Length; i++) await File.WriteAllBytesAsync(files[i], parts[i], cancel);
            if (LesserAccount() is { } lesser) await RunAsync("chown", ["-R", lesser, folder], folder, cancel);
            return await work(folder, files);
        }
        finally
        {
            _turn.Release();
            await RemoveAsync(folder);
        }
    }

    private async Task<(int Code, string Output)> AsLesser(string folder, string program, IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        var (code, _, output) = LesserAccount() is { } lesser
            ? await RunAsync(Account, ["-u", lesser, "--", program, .. arguments], folder, cancel)
            : await RunAsync(program, arguments, folder, cancel);
        return (code, output);
    }

    private static string? OnPath(string program) => OperatingSystem.IsWindows() ? null
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/bin").Where(f => f.Length > 0).Select(f => Path.Combine(f, program)).FirstOrDefault(File.Exists);

    [GeneratedRegex(@"^Pages:\s+(\d+)\s*$", RegexOptions.Multiline)]
    private static partial Regex Pages();

    [GeneratedRegex(@"^Encrypted:\s+yes", RegexOptions.Multiline)]
    private static partial Regex Locked();
}
