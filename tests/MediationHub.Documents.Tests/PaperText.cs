using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace MediationHub.Documents.Tests;

/// <summary>What a reader reads, line by line: a paragraph or a table's cell is a line.</summary>
internal static partial class PaperText
{
    public static string[] OfHtml(string html) =>
        [.. new HtmlParser().ParseDocument(html).QuerySelectorAll("p, h1, h2, h3, td, th").Select(line => Spaces().Replace(line.TextContent, " ").Trim()).Where(line => line.Length > 0)];

    public static string[] OfDocx(byte[] docx)
    {
        using var file = WordprocessingDocument.Open(new MemoryStream(docx), false);
        return [.. file.MainDocumentPart!.Document.Body!.Descendants<Paragraph>().Select(line => line.InnerText.Trim()).Where(line => line.Length > 0)];
    }

    [GeneratedRegex("[ \n\r\t]+")]
    private static partial Regex Spaces();
}

/// <summary>The templates of the program, or with an office's own folder before them.</summary>
internal static class Papers
{
    public static PaperRenderer Renderer(string? ownFolder = null) => new(new PaperTemplates(new PaperOptions { TemplateFolder = ownFolder }));

    public static string Html(PaperModel model) => Renderer().Html(PaperForm.All.Single(form => form.Model == model.GetType()).Kind, model).Text;

    public static string Text(PaperModel model) => string.Join('\n', PaperText.OfHtml(Html(model)));
}

/// <summary>An office's template folder, removed after the test.</summary>
internal sealed class OwnTemplates : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("own-templates-").FullName;

    public OwnTemplates With(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
