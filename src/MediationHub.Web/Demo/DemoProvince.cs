using MediationHub.Web.Hosting;

namespace MediationHub.Web.Demo;

public static class DemoProvince
{
    public const string Accounts = "";
    public static Task Ensure(Installation installation, Action<string> say) => Task.CompletedTask;
}
