using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using HandlebarsDotNet;

namespace MediationHub.Documents;

/// <summary>Where papers come from and how they are printed.</summary>
public sealed record PaperOptions
{
    /// <summary>An office's own templates: a file here wins over the file of the same name that came with the program.</summary>
    public string? TemplateFolder { get; init; }

    /// <summary>Path of Chromium; null where no PDF is made.</summary>
    public string? Chromium { get; init; }

    /// <summary>The account that Chromium runs under when the program runs as root.</summary>
    public string ChromiumAccount { get; init; } = "nobody";

    /// <summary>Where a page stands in clear while it is printed; null: the system's temporary folder. Memory (<c>/dev/shm</c>) leaves nothing on a disk.</summary>
    public string? PdfFolder { get; init; }

    public TimeSpan PdfTimeLimit { get; init; } = TimeSpan.FromSeconds(60);
}

/// <summary>A template says something that a paper must not contain, or cannot be read.</summary>
public sealed class InvalidPaperTemplateException : Exception
{
    public InvalidPaperTemplateException(string message) : base(message) { }
    public InvalidPaperTemplateException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>One paper's template as it stood when it was read.</summary>
/// <param name="Hash">SHA-256 over the template, every partial and the print style, in lower-case hex.</param>
public sealed record PaperTemplate(string Hash, string Style, Func<PaperModel, string> Fill);

/// <summary>
/// Reads templates afresh for every paper, so an office's change works at once; what is unchanged stays compiled.
/// Files in <c>templates/partials</c> are partials; <c>print.css</c> is the style of all papers.
/// </summary>
public sealed partial class PaperTemplates(PaperOptions options)
{
    private const string Style = "print.css";
    private static readonly string ProgramFolder = Path.Combine(AppContext.BaseDirectory, "templates");
    private readonly ConcurrentDictionary<string, PaperTemplate> _compiled = new();

    /// <exception cref="InvalidPaperTemplateException">A file is absent, does not compile, or prints text unescaped.</exception>
    public PaperTemplate Of(PaperKind kind)
    {
        var name = PaperForm.Of(kind).Word + ".hbs";
        var files = PartialNames().Append(name).Append(Style).ToDictionary(file => file, Read);
        var hash = Hash(files);
        // One version of one kind; an office edits rarely, so old versions are not worth a cache policy.
        return _compiled.GetOrAdd(hash, _ => Compile(name, hash, files));
    }

    private string[] PartialNames() =>
        [.. Folders().Select(folder => Path.Combine(folder, "partials")).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.hbs")).Select(file => "partials/" + Path.GetFileName(file))
            .Distinct(StringComparer.Ordinal)];

    private IEnumerable<string> Folders() => options.TemplateFolder is { Length: > 0 } own ? [own, ProgramFolder] : [ProgramFolder];

    private byte[] Read(string name)
    {
        var path = Folders().Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new InvalidPaperTemplateException($"找不到文书模板 {name}");
        return File.ReadAllBytes(path);
    }

    private static string Hash(Dictionary<string, byte[]> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, bytes) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\n{bytes.Length}\n"));
            hash.AppendData(bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static PaperTemplate Compile(string name, string hash, Dictionary<string, byte[]> files)
    {
        var texts = files.ToDictionary(file => file.Key, file => Text(file.Value));
        foreach (var (file, text) in texts.Where(file => file.Key != Style))
            if (Unescaped().Match(text) is { Success: true } match)
                throw new InvalidPaperTemplateException($"文书模板 {file} 使用了不转义的输出 {match.Value}：只能用 {{{{名称}}}}");
        if (ForeignStyle().Match(texts[Style]) is { Success: true } foreign)
            throw new InvalidPaperTemplateException($"{Style} 不得含有 {foreign.Value}：文书不引用其他文件或网址");

        var handlebars = Handlebars.Create(new HandlebarsConfiguration
        {
            ThrowOnUnresolvedBindingExpression = true,
            TextEncoder = new HtmlEncoder(),
        });
        TemplateWords.Register(handlebars);
        try
        {
            foreach (var (file, text) in texts.Where(file => file.Key.StartsWith("partials/", StringComparison.Ordinal)))
                handlebars.RegisterTemplate(Path.GetFileNameWithoutExtension(file), text);
            var compiled = handlebars.Compile(texts[name]);
            return new PaperTemplate(hash, texts[Style], Fill);

            string Fill(PaperModel model)
            {
                try { return compiled(model); }
                catch (Exception error) when (error is not OutOfMemoryException) { throw new InvalidPaperTemplateException($"文书模板 {name} 有误：{error.Message}", error); }
            }
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            throw new InvalidPaperTemplateException($"文书模板 {name} 有误：{error.Message}", error);
        }
    }

    /// <summary>An office's editor may write a byte order mark and Windows line ends.</summary>
    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').ReplaceLineEndings("\n");

    [GeneratedRegex(@"\{\{\{|\{\{~?\s*&")]
    private static partial Regex Unescaped();

    [GeneratedRegex(@"@import|url\s*\(|src\s*\(|image-set|</|\\", RegexOptions.IgnoreCase)]
    private static partial Regex ForeignStyle();
}
