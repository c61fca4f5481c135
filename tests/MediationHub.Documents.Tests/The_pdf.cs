using System.Text;
using System.Text.RegularExpressions;

namespace MediationHub.Documents.Tests;

/// <summary>Runs where Debian's Chromium is installed.</summary>
public sealed class ChromiumFactAttribute : FactAttribute
{
    public const string Chromium = "/usr/bin/chromium";

    public ChromiumFactAttribute()
    {
        if (!File.Exists(Chromium)) Skip = $"{Chromium} is not installed";
    }
}

public sealed partial class The_pdf : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pdf-tests-").FullName;

    public The_pdf()
    {
        // Chromium runs under another account where the tests run as root.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder, (UnixFileMode)0b111_001_001);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Is_not_made_where_no_chromium_is_configured()
    {
        using var printer = new PdfPrinter(new PaperOptions());
        Assert.False(printer.Configured);
        Assert.Null(await printer.PrintAsync(Papers.Html(Samples.Application())));
    }

    [ChromiumFact]
    public async Task Has_a4_pages_and_leaves_no_file_behind()
    {
        using var printer = new PdfPrinter(new PaperOptions { Chromium = ChromiumFactAttribute.Chromium, PdfFolder = _folder });
        var pdf = Encoding.Latin1.GetString((await printer.PrintAsync(Papers.Html(Samples.SessionRecord())))!);
        Assert.StartsWith("%PDF-", pdf);
        var pages = Page().Matches(pdf);
        Assert.InRange(pages.Count, 3, 6);
        Assert.All(pages, page => Assert.Equal(("594.9", "841.9"), (page.Groups[1].Value[..5], page.Groups[2].Value[..5])));
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    /// <summary>Runs where qpdf, or poppler's pdfunite and pdfinfo, are installed.</summary>
    [ChromiumFact]
    public async Task Of_several_becomes_one_with_all_their_pages()
    {
        using var printer = new PdfPrinter(new PaperOptions { Chromium = ChromiumFactAttribute.Chromium, PdfFolder = _folder });
        if (!printer.Binds) return;
        var one = (await printer.PrintAsync(Papers.Html(Samples.SessionRecord())))!;
        var other = (await printer.PrintAsync(Papers.Html(Samples.Application())))!;
        var (pages, more) = (await printer.CountPagesAsync(one), await printer.CountPagesAsync(other));
        Assert.True(pages >= 3 && more >= 1, $"{pages} and {more}");
        Assert.Equal(pages + more + pages, await printer.CountPagesAsync(await printer.JoinAsync([one, other, one])));
        Assert.Null(await printer.CountPagesAsync("%PDF-1.4 nothing more"u8.ToArray()));
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [ChromiumFact]
    public async Task Stops_at_its_time_limit()
    {
        using var printer = new PdfPrinter(new PaperOptions { Chromium = ChromiumFactAttribute.Chromium, PdfFolder = _folder, PdfTimeLimit = TimeSpan.FromMilliseconds(50) });
        await Assert.ThrowsAsync<PdfPrintException>(() => printer.PrintAsync(Papers.Html(Samples.Application())));
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [ChromiumFact]
    public async Task A_program_that_prints_nothing_is_told_with_its_words()
    {
        using var printer = new PdfPrinter(new PaperOptions { Chromium = "/bin/false", PdfFolder = _folder });
        var error = await Assert.ThrowsAsync<PdfPrintException>(() => printer.PrintAsync("<p>x"));
        Assert.Contains("退出码 1", error.Message);
    }

    [GeneratedRegex(@"/MediaBox \[0 0 ([0-9.]{5,}) ([0-9.]{5,})\]")]
    private static partial Regex Page();
}
