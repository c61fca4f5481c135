namespace MediationHub.Documents.Tests;

public class An_offices_own_templates
{
    [Fact]
    public void Win_and_change_the_hash()
    {
        using var own = new OwnTemplates().With("application.hbs", "<h1>劳动争议调解申请书</h1>\n<p>{{Organization}}</p>\n");
        var theirs = Papers.Renderer(own.Folder).Html(PaperKind.Application, Samples.Application());
        var ours = Papers.Renderer().Html(PaperKind.Application, Samples.Application());
        Assert.Equal(["劳动争议调解申请书", Samples.Organization], PaperText.OfHtml(theirs.Text));
        Assert.NotEqual(ours.TemplateHash, theirs.TemplateHash);
        Assert.Matches("^[0-9a-f]{64}$", theirs.TemplateHash);

        Assert.Equal(
            Papers.Renderer().Html(PaperKind.TerminationNotice, Samples.TerminationNotice()),
            Papers.Renderer(own.Folder).Html(PaperKind.TerminationNotice, Samples.TerminationNotice()));
    }

    [Fact]
    public void Work_at_once_without_a_restart()
    {
        using var own = new OwnTemplates();
        var renderer = Papers.Renderer(own.Folder);
        var before = renderer.Html(PaperKind.Application, Samples.Application());
        own.With("partials/claims.hbs", "<p>请求共{{count Claims}}项</p>");
        var after = renderer.Html(PaperKind.Application, Samples.Application());
        Assert.Contains("请求共3项", after.Text);
        Assert.NotEqual(before.TemplateHash, after.TemplateHash);
    }

    [Fact]
    public void May_come_from_a_windows_editor()
    {
        using var own = new OwnTemplates().With("application.hbs", "\uFEFF<h1>申请书</h1>\r\n<p>{{Date}}</p>\r\n");
        Assert.Equal(["申请书", "2026年10月26日"], PaperText.OfHtml(Papers.Renderer(own.Folder).Html(PaperKind.Application, Samples.Application()).Text));
    }

    [Theory]
    [InlineData("<p>{{{Organization}}}</p>", "不转义")]
    [InlineData("<p>{{&Organization}}</p>", "不转义")]
    [InlineData("<p>{{~ &Organization}}</p>", "不转义")]
    [InlineData("<p>{{Organisation}}</p>", "Organisation")]
    [InlineData("<p>{{#if Organization}}</p>", "application.hbs 有误")]
    [InlineData("<p>{{> nothing}}</p>", "application.hbs 有误")]
    [InlineData("<script>1</script>", "<script>")]
    [InlineData("<p>x<img></p>", "签名")]
    [InlineData("<p>x<img src=\"https://example.com/a.png\"></p>", "签名")]
    [InlineData("<p>x<img src=\"data:image/svg+xml;base64,AA\"></p>", "签名")]
    [InlineData("<p onclick=\"x\">y</p>", "onclick")]
    [InlineData("<p style=\"color:red\">y</p>", "style")]
    public void Are_refused_when_they_print_unescaped_err_or_use_foreign_markup(string template, string reason)
    {
        using var own = new OwnTemplates().With("application.hbs", template);
        var refusal = Assert.Throws<InvalidPaperTemplateException>(() => Papers.Renderer(own.Folder).Html(PaperKind.Application, Samples.Application()));
        Assert.Contains(reason, refusal.Message);
    }

    [Theory]
    [InlineData("@import 'x.css';")]
    [InlineData("body { background: URL(//example.org/x.png) }")]
    [InlineData("</style><script>1</script>")]
    [InlineData("body { background: u\\72l(x) }")]
    public void A_style_that_points_elsewhere_is_refused(string css)
    {
        using var own = new OwnTemplates().With("print.css", css);
        Assert.Throws<InvalidPaperTemplateException>(() => Papers.Renderer(own.Folder).Html(PaperKind.Application, Samples.Application()));
    }

    [Fact]
    public void A_refused_template_says_which_file_is_wrong()
    {
        using var own = new OwnTemplates().With("partials/party.hbs", "{{{Name}}}");
        var refusal = Assert.Throws<InvalidPaperTemplateException>(() => Papers.Renderer(own.Folder).Html(PaperKind.Application, Samples.Application()));
        Assert.StartsWith("文书模板 partials/party.hbs ", refusal.Message);
    }
}
