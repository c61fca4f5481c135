using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Document = DocumentFormat.OpenXml.Wordprocessing.Document;

namespace MediationHub.Documents;

/// <summary>A rendered paper as a Word file that an office can edit: the same text in the same order, laid out by the same measures as print.css.</summary>
public static class DocxWriter
{
    // Twentieths of a point. A4 with margins of 37, 26, 35 and 28 mm leaves 156 mm for the text.
    private const int PageWidth = 11906, PageHeight = 16838;
    private const int Top = 2098, Right = 1474, Bottom = 1984, Left = 1588;
    /// <summary>Margins of a paper that stands on one page where it can.</summary>
    private const int SheetTop = 1247, SheetBottom = 1361;
    private const int TextWidth = PageWidth - Left - Right;
    private const int BodyLine = 580, TableLine = 440, FormLine = 380;
    private const string Body = "仿宋", Title = "方正小标宋简体", Heading = "黑体", SubHeading = "楷体", Number = "宋体";

    /// <summary>Longer lists before the last two signatures may run over a page's end; shorter ones stay whole with the seal.</summary>
    private const int SignaturesKeptTogether = 8;

    /// <exception cref="InvalidPaperTemplateException">The page uses markup that papers do not have.</exception>
    public static byte[] FromHtml(string html)
    {
        var page = new HtmlParser().ParseDocument(html);
        using var stream = new MemoryStream();
        using (var file = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            file.PackageProperties.Title = page.Title;
            var main = file.AddMainDocumentPart();
            var pictures = new DocxPictures(main);
            main.AddNewPart<StyleDefinitionsPart>().Styles = Styles();
            main.AddNewPart<FontTablePart>().Fonts = Fonts();
            main.AddNewPart<DocumentSettingsPart>().Settings = new Settings(
                new CharacterSpacingControl { Val = CharacterSpacingValues.CompressPunctuation },
                // Word's current layout; without it the file opens in compatibility mode.
                new Compatibility(new CompatibilitySetting
                {
                    Name = CompatSettingNameValues.CompatibilityMode,
                    Uri = "http://schemas.microsoft.com/office/word",
                    Val = "15",
                }));
            var footer = main.AddNewPart<FooterPart>();
            var footerText = page.QuerySelector("footer")?.TextContent;
            footer.Footer = FooterOf(footerText is null ? null : PaperMarkup.Narrow(footerText).Trim(' '));

            var sheet = page.QuerySelector(".sheet") is not null;
            var body = new Body(Blocks(page.Body!, pictures));
            body.Append(new SectionProperties(
                new FooterReference { Type = HeaderFooterValues.Default, Id = main.GetIdOfPart(footer) },
                new PageSize { Width = PageWidth, Height = PageHeight },
                new PageMargin { Top = sheet ? SheetTop : Top, Right = Right, Bottom = sheet ? SheetBottom : Bottom, Left = Left, Header = 851, Footer = sheet ? 680u : 1134u, Gutter = 0 }));
            main.Document = new Document(body);
        }
        return stream.ToArray();
    }

    private static IEnumerable<OpenXmlElement> Blocks(IElement parent, DocxPictures pictures)
    {
        foreach (var element in parent.Children)
        {
            switch (element.LocalName)
            {
                case "div" or "section":
                    foreach (var block in Blocks(element, pictures)) yield return block;
                    break;
                case "ol" or "ul":
                    var number = 0;
                    foreach (var item in element.Children)
                    {
                        var paragraph = ParagraphOf(item);
                        // The mark is text here: a browser draws it, an editor should be able to change it.
                        paragraph.InsertAfter(TextRun(element.LocalName == "ol" ? $"{++number}．" : "· ", false), paragraph.ParagraphProperties);
                        yield return paragraph;
                    }
                    break;
                case "table":
                    // Of one or two signatures all stand in the second table.
                    if (element.QuerySelector("tr") is not null) yield return TableOf(element, pictures);
                    break;
                case "footer":
                    break;
                case "p" or "h1" or "h2" or "h3":
                    yield return ParagraphOf(element);
                    break;
                default:
                    throw new InvalidPaperTemplateException($"文书不得使用 <{element.LocalName}>");
            }
        }
    }

    private static Paragraph ParagraphOf(IElement element)
    {
        var classes = element.ClassList;
        var seal = element.Closest(".seal");
        var properties = new ParagraphProperties();
        if (StyleOf(element) is { } style) properties.Append(new ParagraphStyleId { Val = style });
        if (classes.Contains("lead") || classes.Contains("last") || classes.Contains("to") || element.Closest(".together") is not null || (seal is not null && (element.NextElementSibling is not null || seal.Closest(".closing")?.NextElementSibling?.ClassList.Contains("contact") is true)))
            properties.Append(new KeepNext());
        if (classes.Contains("break")) properties.Append(new PageBreakBefore());
        if (seal is not null)
        {
            properties.Append(new SpacingBetweenLines { Before = element.PreviousElementSibling is null ? "800" : "0" });
            properties.Append(new Indentation { Left = $"{SealIndent(seal)}", FirstLine = "0", FirstLineChars = 0 });
            properties.Append(new Justification { Val = JustificationValues.Center });
        }
        else
        {
            if (IsTable(element.NextElementSibling) || IsTable(element.PreviousElementSibling))
                properties.Append(new SpacingBetweenLines { Before = IsTable(element.PreviousElementSibling) ? "160" : "0", After = IsTable(element.NextElementSibling) ? "120" : "0" });
            if (classes.Contains("flush") || classes.Contains("to")) properties.Append(NoIndent());
        }
        return new Paragraph(Inlines(element).Prepend<OpenXmlElement>(properties));
    }

    /// <summary>The seal stands at the right, as wide as a long name needs.</summary>
    private static int SealIndent(IElement seal)
    {
        const int Character = 320;
        var longest = seal.QuerySelectorAll("p").Max(line => line.TextContent.Trim().Length);
        return Math.Clamp(TextWidth - longest * Character, 0, TextWidth * 38 / 100);
    }

    private static bool IsTable(IElement? element) => element is { LocalName: "table" } && !element.ClassList.Contains("signatures");

    private static string? StyleOf(IElement element) => element.LocalName switch
    {
        "h1" => "Title",
        "h2" => "Heading1",
        "h3" => "Heading2",
        _ when element.ClassList.Contains("organization") => "Organization",
        _ when element.ClassList.Contains("number") => "CaseNumber",
        _ when element.ClassList.Contains("date") => "PaperDate",
        _ when element.ClassList.Contains("contact") => "Contact",
        _ => null,
    };

    private static Table TableOf(IElement table, DocxPictures pictures)
    {
        var signatures = table.ClassList.Contains("signatures");
        var rows = table.QuerySelectorAll("tr").ToList();
        var lines = signatures ? BorderValues.None : BorderValues.Single;
        var widths = WidthsOf(table);
        var result = new Table(
            new TableProperties(
                new TableWidth { Width = $"{TextWidth}", Type = TableWidthUnitValues.Dxa },
                new TableBorders(
                    new TopBorder { Val = lines, Size = 6 }, new LeftBorder { Val = lines, Size = 6 },
                    new BottomBorder { Val = lines, Size = 6 }, new RightBorder { Val = lines, Size = 6 },
                    new InsideHorizontalBorder { Val = lines, Size = 6 }, new InsideVerticalBorder { Val = lines, Size = 6 }),
                new TableLayout { Type = TableLayoutValues.Fixed },
                new TableCellMarginDefault(
                    new TopMargin { Width = "60", Type = TableWidthUnitValues.Dxa },
                    new TableCellLeftMargin { Width = (short)(signatures ? 0 : 100), Type = TableWidthValues.Dxa },
                    new BottomMargin { Width = "60", Type = TableWidthUnitValues.Dxa },
                    new TableCellRightMargin { Width = (short)(signatures ? 0 : 100), Type = TableWidthValues.Dxa })),
            new TableGrid(widths.Select(width => new GridColumn { Width = $"{width}" })));
        // Cells that reach down from rows above: column → rows left, and how wide the cell is.
        var reaching = new Dictionary<int, (int Rows, int Span)>();
        foreach (var (index, row) in rows.Index())
        {
            // A seal never stands on a page of its own: the last lines go with it.
            var together = signatures && (table.Closest(".end, .together") is not null || rows.Count < SignaturesKeptTogether);
            var head = row.ParentElement!.LocalName == "thead";
            var rowProperties = new TableRowProperties(new CantSplit());
            if (HeightOf(row) is { } height) rowProperties.Append(new TableRowHeight { Val = height, HeightType = HeightRuleValues.AtLeast });
            if (head) rowProperties.Append(new TableHeader());
            var line = new TableRow(rowProperties);
            var cells = new Queue<IElement>(row.Children);
            for (var column = 0; column < widths.Length && (cells.Count > 0 || reaching.ContainsKey(column));)
            {
                var above = reaching.GetValueOrDefault(column);
                var cell = above.Rows > 0 ? null : cells.Dequeue();
                var span = cell is null ? above.Span : SpanOf(cell, "colspan");
                line.Append(CellOf(cell, widths.Skip(column).Take(span).Sum(), span, signatures, index == 0 && table.Closest(".end") is null, head || together || table.Closest(".together") is not null, pictures));
                if (cell is not null) above = (SpanOf(cell, "rowspan"), span);
                if (above.Rows > 1) reaching[column] = (above.Rows - 1, span);
                else reaching.Remove(column);
                column += span;
            }
            result.Append(line);
        }
        return result;
    }

    private static int SpanOf(IElement cell, string direction) => int.TryParse(cell.GetAttribute(direction), out var span) ? Math.Max(1, span) : 1;

    /// <summary>Room to write by hand, as print.css has it.</summary>
    private static uint? HeightOf(IElement row) => row.ClassList.Contains("taller") ? 1520u : row.ClassList.Contains("tall") ? 960u : null;

    /// <param name="cell">Null where the cell above reaches down.</param>
    private static TableCell CellOf(IElement? cell, int width, int span, bool signature, bool first, bool keepNext, DocxPictures pictures)
    {
        var properties = new TableCellProperties(new TableCellWidth { Width = $"{width}", Type = TableWidthUnitValues.Dxa });
        if (span > 1) properties.Append(new GridSpan { Val = span });
        if (cell is null || SpanOf(cell, "rowspan") > 1) properties.Append(new VerticalMerge { Val = cell is null ? MergedCellValues.Continue : MergedCellValues.Restart });
        properties.Append(new TableCellVerticalAlignment { Val = signature ? TableVerticalAlignmentValues.Bottom : TableVerticalAlignmentValues.Center });

        if (cell is null) return new TableCell(properties, new Paragraph());
        var form = cell.Closest("table")!.ClassList.Contains("form");
        var paragraph = new ParagraphProperties(new ParagraphStyleId { Val = signature ? "SignatureLine" : (form ? "Form" : "Table") + (cell.LocalName == "th" ? "Head" : "Text") });
        if (keepNext) paragraph.Append(new KeepNext());
        var blank = cell.ClassList.Contains("blank");
        if (blank) paragraph.Append(new Tabs(new TabStop { Val = TabStopValues.Left, Position = width }));
        if (signature && first) paragraph.Append(new SpacingBetweenLines { Before = "480" });
        if (cell.ClassList.Contains("mid")) paragraph.Append(new Justification { Val = JustificationValues.Center });
        else if (cell.ClassList.Contains("sum") || cell.ClassList.Contains("day")) paragraph.Append(new Justification { Val = JustificationValues.Right });
        // An underlined tab is a line to sign on that stays in place at a page's end, where a cell's border would be drawn twice.
        if (cell.QuerySelector("img") is { } picture) return new TableCell(properties, new Paragraph(paragraph, pictures.Of(picture)));
        var inside = blank ? [new Run(new RunProperties(new Underline { Val = UnderlineValues.Single }), new TabChar())] : Inlines(cell);
        return new TableCell(properties, new Paragraph(inside.Prepend<OpenXmlElement>(paragraph)));
    }

    /// <summary>The columns' shares from <c>col width="40%"</c>, or equal ones.</summary>
    private static int[] WidthsOf(IElement table)
    {
        var shares = table.QuerySelectorAll("col").Select(column => double.Parse(column.GetAttribute("width")!.TrimEnd('%'))).ToArray();
        var columns = table.QuerySelector("tr")!.Children.Sum(cell => SpanOf(cell, "colspan"));
        if (shares.Length != columns) shares = [.. Enumerable.Repeat(1.0, columns)];
        var whole = shares.Sum();
        return [.. shares.Select(share => (int)(TextWidth * share / whole))];
    }

    private static List<Run> Inlines(IElement element)
    {
        // Spaces at the ends of a line are the template's, not the paper's.
        var runs = Runs(element, false).ToList();
        if (runs.FirstOrDefault()?.GetFirstChild<Text>() is { } first) first.Text = first.Text.TrimStart(' ');
        if (runs.LastOrDefault()?.GetFirstChild<Text>() is { } last) last.Text = last.Text.TrimEnd(' ');
        return runs;
    }

    private static IEnumerable<Run> Runs(INode parent, bool bold)
    {
        foreach (var node in parent.ChildNodes)
        {
            if (node is IText text)
            {
                var flat = PaperMarkup.Narrow(text.Data);
                if (flat.Length > 0) yield return TextRun(flat, bold);
            }
            else if (node is IElement { LocalName: "br" }) yield return new Run(new Break());
            else if (node is IElement { LocalName: "span" or "strong" } inline)
            {
                foreach (var run in Runs(inline, bold || inline.LocalName == "strong")) yield return run;
            }
            else if (node is IElement other) throw new InvalidPaperTemplateException($"文书不得在段落中使用 <{other.LocalName}>");
        }
    }

    private static Run TextRun(string text, bool bold)
    {
        var run = new Run();
        if (bold) run.Append(new RunProperties(new Bold()));
        // Characters that XML cannot hold would make a file that Word refuses.
        run.Append(new Text(string.Concat(text.Where(c => !char.IsControl(c)))) { Space = SpaceProcessingModeValues.Preserve });
        return run;
    }

    private static Indentation NoIndent() => new() { FirstLine = "0", FirstLineChars = 0 };

    private static Footer FooterOf(string? line)
    {
        var footer = new Footer();
        if (line is not null) footer.Append(new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = "Footer" }), TextRun(line, false)));
        footer.Append(new Paragraph(
            new ParagraphProperties(new ParagraphStyleId { Val = "Footer" }),
            TextRun("第 ", false), Field("PAGE"), TextRun(" 页 共 ", false), Field("NUMPAGES"), TextRun(" 页", false)));
        return footer;
    }

    private static SimpleField Field(string name) => new(new Run(new Text("1"))) { Instruction = $" {name} " };

    private static Fonts Fonts() => new(
        FontOf(Body, "FangSong"), FontOf(Title, "华文中宋"), FontOf(Heading, "SimHei"), FontOf(SubHeading, "KaiTi"), FontOf(Number, "SimSun"));

    /// <summary>Where an office PC lacks a font, Word takes the other name's.</summary>
    private static Font FontOf(string name, string other) => new(new AltName { Val = other }) { Name = name };

    private static Styles Styles() => new(
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(
                FontsOf(Body), new FontSize { Val = "32" }, new FontSizeComplexScript { Val = "32" },
                // Digits count as Latin: taken for Chinese, 36,000.00 is broken in two at the end of a line.
                new Languages { Val = "en-US", EastAsia = "zh-CN" })),
            new ParagraphPropertiesDefault()),
        new Style(
            new StyleName { Val = "Normal" },
            new PrimaryStyle(),
            new StyleParagraphProperties(
                new WidowControl(),
                new Kinsoku(),
                // 2026年, not 2026 年: as print.css and official papers have it.
                new AutoSpaceDE { Val = false },
                new AutoSpaceDN { Val = false },
                new SpacingBetweenLines { Before = "0", After = "0", Line = $"{BodyLine}", LineRule = LineSpacingRuleValues.Exact },
                // Both: Word reads the characters, others the twips.
                new Indentation { FirstLineChars = 200, FirstLine = "640" },
                new Justification { Val = JustificationValues.Both }))
        { Type = StyleValues.Paragraph, StyleId = "Normal", Default = true },
        StyleOf("Organization", "Organization", JustificationValues.Center, Title, 44, 720, keepNext: true),
        StyleOf("Title", "Title", JustificationValues.Center, Title, 52, 840, keepNext: true, after: 240, letterSpacing: 60),
        StyleOf("CaseNumber", "Case Number", JustificationValues.Right, Body, 32, BodyLine, keepNext: true, after: 280),
        StyleOf("Heading1", "heading 1", null, Heading, 32, BodyLine, keepNext: true, indent: true, outline: 0),
        StyleOf("Heading2", "heading 2", null, SubHeading, 32, BodyLine, keepNext: true, indent: true, outline: 1),
        StyleOf("TableText", "Table Text", JustificationValues.Left, Body, 28, TableLine),
        StyleOf("TableHead", "Table Head", JustificationValues.Center, Heading, 28, TableLine),
        StyleOf("FormText", "Form Text", JustificationValues.Left, Body, 24, FormLine),
        StyleOf("FormHead", "Form Head", JustificationValues.Center, Heading, 24, FormLine),
        StyleOf("SignatureLine", "Signature Line", JustificationValues.Left, Body, 28, TableLine, before: 160),
        StyleOf("PaperDate", "Paper Date", JustificationValues.Right, Body, 32, BodyLine, before: 160),
        StyleOf("Contact", "Contact", JustificationValues.Left, Body, 28, TableLine, before: 400),
        StyleOf("Footer", "footer", JustificationValues.Center, Number, 24, 400));

    private static Style StyleOf(string id, string name, JustificationValues? align, string font, int halfPoints, int line,
        bool keepNext = false, bool indent = false, int before = 0, int after = 0, int letterSpacing = 0, int? outline = null)
    {
        var paragraph = new StyleParagraphProperties();
        if (keepNext) paragraph.Append(new KeepNext());
        paragraph.Append(new SpacingBetweenLines
        {
            Before = $"{before}",
            After = $"{after}",
            Line = $"{line}",
            LineRule = line is TableLine or FormLine ? LineSpacingRuleValues.AtLeast : LineSpacingRuleValues.Exact,
        });
        if (!indent) paragraph.Append(NoIndent());
        if (align is not null) paragraph.Append(new Justification { Val = align });
        if (outline is not null) paragraph.Append(new OutlineLevel { Val = outline });
        var run = new StyleRunProperties(FontsOf(font));
        if (letterSpacing > 0) run.Append(new Spacing { Val = letterSpacing });
        run.Append(new FontSize { Val = $"{halfPoints}" }, new FontSizeComplexScript { Val = $"{halfPoints}" });
        return new Style(new StyleName { Val = name }, new BasedOn { Val = "Normal" }, new PrimaryStyle(), paragraph, run)
        {
            Type = StyleValues.Paragraph,
            StyleId = id,
            CustomStyle = id is not ("Title" or "Heading1" or "Heading2" or "Footer"),
        };
    }

    private static RunFonts FontsOf(string name) => new() { Ascii = name, HighAnsi = name, EastAsia = name, ComplexScript = name };
}
