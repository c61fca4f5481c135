using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;

namespace MediationHub.Documents.Tests;

public class The_word_file
{
    public static TheoryData<PaperKind> Kinds => Samples.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public void Has_the_pages_text_in_the_same_order(PaperKind kind)
    {
        var html = Papers.Html(Samples.Of(kind));
        Assert.Equal(PaperText.OfHtml(html), PaperText.OfDocx(DocxWriter.FromHtml(html)));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Is_valid(PaperKind kind) => AssertValid(DocxWriter.FromHtml(Papers.Html(Samples.Of(kind))));

    [Fact]
    public void Is_valid_and_whole_with_thirty_parties_and_sixty_terms()
    {
        var html = Papers.Html(Samples.Large());
        var docx = DocxWriter.FromHtml(html);
        AssertValid(docx);
        Assert.Equal(PaperText.OfHtml(html), PaperText.OfDocx(docx));
    }

    [Fact]
    public void Numbers_its_pages_by_fields_and_repeats_the_records_signature_line()
    {
        using var file = WordprocessingDocument.Open(new MemoryStream(DocxWriter.FromHtml(Papers.Html(Samples.SessionRecord()))), false);
        var footer = file.MainDocumentPart!.FooterParts.Single().Footer;
        Assert.Equal([" PAGE ", " NUMPAGES "], footer.Descendants<SimpleField>().Select(field => field.Instruction!.Value));
        Assert.StartsWith("申请人：＿＿＿＿　被申请人：", footer.GetFirstChild<Paragraph>()!.InnerText);
    }

    [Fact]
    public void Indents_first_lines_for_word_and_for_others()
    {
        using var file = WordprocessingDocument.Open(new MemoryStream(DocxWriter.FromHtml(Papers.Html(Samples.Agreement()))), false);
        var normal = file.MainDocumentPart!.StyleDefinitionsPart!.Styles!.Elements<Style>().Single(style => style.Default is not null);
        var indent = normal.StyleParagraphProperties!.Indentation!;
        Assert.Equal((200, "640"), (indent.FirstLineChars!.Value, indent.FirstLine!.Value));
    }

    [Fact]
    public void Repeats_a_tables_head_and_never_splits_a_row()
    {
        using var file = WordprocessingDocument.Open(new MemoryStream(DocxWriter.FromHtml(Papers.Html(Samples.Large()))), false);
        var rows = file.MainDocumentPart!.Document.Descendants<TableRow>().ToList();
        Assert.All(rows, row => Assert.NotNull(row.TableRowProperties!.GetFirstChild<CantSplit>()));
        Assert.NotNull(rows[0].TableRowProperties!.GetFirstChild<TableHeader>());
    }

    [Fact]
    public void Holds_what_a_name_may_contain()
    {
        var name = "阿不力孜·买买提 <&> \"甲\"\u0001𠮷";
        var docx = DocxWriter.FromHtml(Papers.Html(Samples.Agreement() with { Applicants = [Samples.Worker(name)] }));
        AssertValid(docx);
        Assert.Contains(PaperText.OfDocx(docx), line => line.Contains("阿不力孜·买买提 <&> \"甲\"𠮷", StringComparison.Ordinal));
    }

    [Fact]
    public void Draws_lists_and_line_breaks_of_an_offices_template()
    {
        var docx = DocxWriter.FromHtml("<!doctype html><title>试</title><body><ol><li>甲</li><li>乙 <strong>丙</strong> 丁</li></ol><p>一<br>二</p></body>");
        AssertValid(docx);
        Assert.Equal(["1．甲", "2．乙 丙 丁", "一二"], PaperText.OfDocx(docx));
    }

    [Fact]
    public void Refuses_markup_that_papers_do_not_have() =>
        Assert.Throws<InvalidPaperTemplateException>(() => DocxWriter.FromHtml("<body><video></video></body>"));

    private static void AssertValid(byte[] docx)
    {
        using var file = WordprocessingDocument.Open(new MemoryStream(docx), false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2013).Validate(file).Select(error => $"{error.Path?.XPath}: {error.Description}"));
    }
}
