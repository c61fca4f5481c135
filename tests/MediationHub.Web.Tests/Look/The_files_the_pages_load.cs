using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MediationHub.Web.Tests.Look;

public partial class The_files_the_pages_load
{
    [Fact]
    public void The_stylesheet_stays_below_30_kilobytes()
    {
        Assert.InRange(Encoding.UTF8.GetByteCount(Assets.Stylesheet), 1, 30 * 1024);
    }

    [Fact]
    public void Come_from_our_own_host()
    {
        var texts = Assets.Scripts.Append("app.css").Select(Assets.Read);
        Assert.All(texts, text => Assert.Empty(Elsewhere().Matches(text.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal))));
        Assert.DoesNotContain("@import", Assets.Stylesheet, StringComparison.Ordinal);
        Assert.DoesNotContain("@font-face", Assets.Stylesheet, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Include_a_script_for_each_element_the_components_write()
    {
        var written = new HashSet<string>();
        foreach (var name in LookRenderer.Samples.Keys)
            foreach (Match match in CustomElement().Matches(await new LookRenderer().Sample(name))) written.Add(match.Groups[1].Value);

        Assert.NotEmpty(written);
        Assert.All(written, element =>
        {
            Assert.Contains($"'{element}'", Assets.Read("js/elements.js"), StringComparison.Ordinal);
            Assert.Contains($"customElements.define('{element}'", Assets.Read($"js/{element}.js"), StringComparison.Ordinal);
        });
    }

    /// <summary>WCAG 2.2, 1.4.3 and 1.4.11: 4.5 for text, 3 for the edges of controls.</summary>
    [Theory]
    [InlineData("ink", "paper", 4.5)]
    [InlineData("ink-soft", "paper", 4.5)]
    [InlineData("ink-soft", "sheet", 4.5)]
    [InlineData("ink-soft", "tint", 4.5)]
    [InlineData("teal", "paper", 4.5)]
    [InlineData("teal", "teal-wash", 4.5)]
    [InlineData("on-teal", "teal", 4.5)]
    [InlineData("green", "green-wash", 4.5)]
    [InlineData("amber", "amber-wash", 4.5)]
    [InlineData("red", "red-wash", 4.5)]
    [InlineData("seal", "sheet", 4.5)]
    [InlineData("sheet", "dark", 4.5)]
    [InlineData("edge", "sheet", 3)]
    public void Color_pairs_can_be_read(string front, string back, double least)
    {
        var (one, other) = (Luminance(front), Luminance(back));
        var contrast = (Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05);
        Assert.True(contrast >= least, $"{front} on {back}: {contrast:0.00}");
    }

    private static double Luminance(string token)
    {
        var hex = Regex.Match(Assets.Stylesheet, $@"--{token}: #([0-9a-f]{{3}}|[0-9a-f]{{6}});").Groups[1].Value;
        if (hex.Length == 3) hex = string.Concat(hex.Select(digit => $"{digit}{digit}"));
        var parts = hex.Chunk(2).Select(pair => int.Parse(pair, NumberStyles.HexNumber) / 255.0)
            .Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4)).ToArray();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    [GeneratedRegex("https?://|url\\(\\s*[\"']?//")]
    private static partial Regex Elsewhere();

    [GeneratedRegex("<([a-z]+-[a-z-]+)[ >]")]
    private static partial Regex CustomElement();
}
