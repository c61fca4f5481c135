using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace MediationHub.Documents;

/// <summary>A paper as it is kept.</summary>
/// <param name="Text">A whole HTML page that needs no other file.</param>
/// <param name="TemplateHash">Which template made it.</param>
/// <param name="Hash">SHA-256 of the page's UTF-8 bytes, in lower-case hex.</param>
public sealed record PaperHtml(string Text, string TemplateHash, string Hash);

/// <summary>Model and template to a page. The same model and template always give the same bytes.</summary>
public sealed class PaperRenderer(PaperTemplates templates)
{
    /// <exception cref="MissingPaperFieldException">The model lacks what the paper must say.</exception>
    /// <exception cref="InvalidPaperTemplateException">The template has an error or uses markup that papers do not have.</exception>
    public PaperHtml Html(PaperKind kind, PaperModel model)
    {
        var form = PaperForm.Of(kind);
        if (model.GetType() != form.Model) throw new ArgumentException($"{form.Word} needs {form.Model.Name}", nameof(model));
        var missing = PaperFields.Missing(kind, model);
        if (missing.Count > 0) throw new MissingPaperFieldException(kind, missing);

        var template = templates.Of(kind);
        var body = template.Fill(model);
        var footer = PaperMarkup.Check(body);
        var page = $"""
            <!doctype html>
            <html lang="zh-CN">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{form.Title}</title>
            <style>
            {template.Style.TrimEnd()}
            {FooterStyle(footer)}</style>
            </head>
            <body class="paper {form.Word}">
            {body.Trim()}
            </body>
            </html>

            """;
        return new PaperHtml(page, template.Hash, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(page))));
    }

    /// <summary>What a template puts in its footer element stands above the number of every printed page.</summary>
    private static string FooterStyle(string? footer) => footer is null ? "" :
        $$"""
        @page { margin-bottom: 42mm; @bottom-center { white-space: pre; content: "{{CssText(footer)}}\a 第 " counter(page) " 页 共 " counter(pages) " 页"; } }

        """;

    private static string CssText(string text) =>
        string.Concat(text.Select(c => c is '"' or '\\' or '<' or '>' or '&' || char.IsControl(c) ? $"\\{(int)c:x6}" : c.ToString()));
}

/// <summary>The markup that papers are made of: few elements, no attributes that act or point elsewhere.</summary>
internal static partial class PaperMarkup
{
    private static readonly HashSet<string> Elements =
        ["h1", "h2", "h3", "p", "div", "section", "ol", "ul", "li", "table", "colgroup", "col", "thead", "tbody", "tr", "th", "td", "span", "strong", "br", "footer", "img"];

    private static readonly HashSet<string> Attributes = ["class", "width", "colspan", "rowspan"];

    /// <summary>A picture stands in the page itself; nothing is fetched.</summary>
    private static bool IsPicture(IElement element) =>
        element.GetAttribute("src") is { } src && (src.StartsWith("data:image/png;base64,", StringComparison.Ordinal) || src.StartsWith("data:image/jpeg;base64,", StringComparison.Ordinal))
        && element.Attributes.All(a => a.Name is "src" or "alt" or "class");

    /// <summary>The text for the foot of every page, or null.</summary>
    public static string? Check(string html)
    {
        var document = new HtmlParser().ParseDocument($"<!doctype html><body>{html}");
        if (document.Head!.ChildElementCount > 0) throw new InvalidPaperTemplateException("文书模板只写正文，不写 head");
        foreach (var element in document.Body!.QuerySelectorAll("*"))
        {
            if (!Elements.Contains(element.LocalName))
                throw new InvalidPaperTemplateException($"文书模板不得使用 <{element.LocalName}>");
            if (element.LocalName is "img")
            {
                if (!IsPicture(element)) throw new InvalidPaperTemplateException("文书中的图片只能是随文书保存的签名");
                continue;
            }
            if (element.Attributes.FirstOrDefault(attribute => !Attributes.Contains(attribute.Name)) is { } attribute)
                throw new InvalidPaperTemplateException($"文书模板不得使用属性 {attribute.Name}");
        }
        return document.Body.QuerySelector("footer") is { } footer ? Narrow(footer.TextContent).Trim(' ') : null;
    }

    /// <summary>As a browser shows it: runs of space become one, but the full-width space stays.</summary>
    public static string Narrow(string text) => Spaces().Replace(text, " ");

    [GeneratedRegex("[ \\n\\r\\t\\f]+")]
    private static partial Regex Spaces();
}
