using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components;

namespace MediationHub.Web.Tests.Look;

public class Every_sample_page
{
    public static TheoryData<string> Names => [.. LookRenderer.Samples.Keys];

    private static async Task<IHtmlDocument> Page(string name) =>
        new HtmlParser().ParseDocument(await new LookRenderer().Sample(name));

    [Theory, MemberData(nameof(Names))]
    public async Task Labels_every_input(string name)
    {
        var page = await Page(name);
        foreach (var field in page.QuerySelectorAll("input:not([type=hidden]), select, textarea"))
            Assert.True(page.QuerySelector($"label[for='{field.Id}']") is { TextContent.Length: > 0 }, field.OuterHtml);
        foreach (var button in page.QuerySelectorAll("button, a"))
            Assert.True(button.TextContent.Trim().Length > 0 || button.HasAttribute("aria-label"), button.OuterHtml);
        foreach (var group in page.QuerySelectorAll("fieldset"))
            Assert.True(group.FirstElementChild is { LocalName: "legend", TextContent.Length: > 0 }, group.OuterHtml);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Uses_each_id_once_and_refers_only_to_ids_that_are_there(string name)
    {
        var page = await Page(name);
        var ids = page.QuerySelectorAll("[id]").Select(element => element.Id!).ToList();
        Assert.Empty(ids.GroupBy(id => id).Where(group => group.Count() > 1).Select(group => group.Key));

        var referred = new[] { "for", "aria-describedby", "aria-labelledby", "kind-from", "data-dialog" }
            .SelectMany(attribute => page.QuerySelectorAll($"[{attribute}]").SelectMany(element => element.GetAttribute(attribute)!.Split(' ')))
            .Concat(page.QuerySelectorAll("a[href^='#']").Select(link => link.GetAttribute("href")![1..]));
        Assert.Empty(referred.Except(ids));
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Has_one_main_heading_and_skips_no_level(string name)
    {
        var levels = (await Page(name)).QuerySelectorAll("main :is(h1, h2, h3, h4)").Select(heading => heading.LocalName[1] - '0').ToList();
        Assert.Equal(1, levels[0]);
        Assert.Single(levels, 1);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Carries_no_inline_script_or_style_so_that_a_strict_content_policy_holds(string name)
    {
        var page = await Page(name);
        Assert.Empty(page.QuerySelectorAll("[style], style, script:not([src])").Select(element => element.OuterHtml));
        Assert.Empty(page.All.SelectMany(element => element.Attributes).Where(attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal)).Select(attribute => attribute.Name));
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Asks_no_other_host(string name)
    {
        var page = await Page(name);
        var addresses = page.All.SelectMany(element => element.Attributes)
            .Where(attribute => attribute.Name is "href" or "src" or "action" or "srcset" or "poster")
            .Select(attribute => attribute.Value);
        Assert.All(addresses, address => Assert.Matches("^(/(?!/)|[?#])", address));
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Uses_only_classes_that_the_stylesheet_knows(string name)
    {
        var css = Assets.Stylesheet;
        var classes = (await Page(name)).All.SelectMany(element => element.ClassList).Distinct();
        string[] plain = ["badge-neutral", "clock-ended"]; // states that look like the part they are a state of
        Assert.All(classes.Except(plain), one => Assert.Contains('.' + one, css, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Speaks_its_language_and_names_itself(string name)
    {
        var page = await Page(name);
        Assert.Equal("zh-CN", page.DocumentElement.GetAttribute("lang"));
        Assert.EndsWith("调解工作台", page.Title, StringComparison.Ordinal);
        Assert.Equal("#main", page.QuerySelector("body a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Together_they_show_every_component()
    {
        var renderer = new LookRenderer();
        foreach (var name in LookRenderer.Samples.Keys) await renderer.Sample(name);
        var ours = typeof(Components.Shell).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(Components.Shell).Namespace && !type.IsAbstract && typeof(IComponent).IsAssignableFrom(type) && type.Name != "_Imports");
        Assert.Empty(ours.Except(renderer.Seen).Select(type => type.Name));
    }

    /// <summary>With LOOK_OUT set to a folder, writes the pages there to be looked at in a browser.</summary>
    [Fact]
    public async Task Stands_in_both_type_sizes()
    {
        var folder = Environment.GetEnvironmentVariable("LOOK_OUT");
        foreach (var name in LookRenderer.Samples.Keys)
        {
            var normal = await new LookRenderer().Sample(name);
            var large = await new LookRenderer().Sample(name, ("LargeType", true));
            Assert.DoesNotContain("data-type=\"large\"", normal, StringComparison.Ordinal);
            Assert.Contains("data-type=\"large\"", large, StringComparison.Ordinal);
            if (folder is null) continue;
            await File.WriteAllTextAsync(Path.Combine(folder, name + ".html"), normal);
            await File.WriteAllTextAsync(Path.Combine(folder, name + "-large.html"), large);
        }
        if (folder is not null)
            await File.WriteAllTextAsync(Path.Combine(folder, "parts-dialog.html"), await new LookRenderer().Sample("parts", ("DialogOpen", true)));
    }
}
