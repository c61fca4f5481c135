using MediationHub.Domain.Kernel;
using MediationHub.Web.Api;

namespace MediationHub.Web.Tests.Api;

public class Plain_words
{
    [Fact]
    public void Stand_for_every_event() => Assert.DoesNotContain(Wire.Events(), e => !PlainWords.Knows(e.Name));
}
