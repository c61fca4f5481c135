using System.Text.Json;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Web.Api;
using MediationHub.Web.Features.Law;

namespace MediationHub.Web.Tests.Api;

public class Plain_words
{
    [Fact]
    public void Stand_for_every_event() => Assert.DoesNotContain(Wire.Events(), e => !PlainWords.Knows(e.Name));

    [Fact]
    public void Name_every_setting_of_the_rulebook() =>
        Assert.DoesNotContain(typeof(Settings).GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)), name => RuleText.NameOf(name) == name);
}
