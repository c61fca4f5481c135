using MediationHub.Domain.Kernel;
using MediationHub.Web.Api;

namespace MediationHub.Web.Tests.Api;

public class Plain_words
{
    [Fact]
    public void Stand_for_every_event() => Assert.Empty(Wire.Events().Select(e => e.Name).Where(name => !PlainWords.Knows(name)));
}
