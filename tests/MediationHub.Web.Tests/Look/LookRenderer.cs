using MediationHub.Web.Tests.Look.Samples;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace MediationHub.Web.Tests.Look;

/// <summary>Renders components as the server does, and remembers which kinds of component took part.</summary>
sealed class LookRenderer
{
    public static readonly IReadOnlyDictionary<string, Type> Samples = new Dictionary<string, Type>
    {
        ["parts"] = typeof(PartsPage),
        ["case"] = typeof(CasePage),
        ["cases"] = typeof(CaseListPage),
        ["organization"] = typeof(OrganizationPage),
        ["sign-in"] = typeof(SignInPage),
    };

    /// <summary>The law under which lights are drawn.</summary>
    public Domain.Rulebook.RuleSet Rules { get; init; } = Domain.Rulebook.RuleSet.BuiltIn;

    private readonly Activator _activator = new();

    public IReadOnlySet<Type> Seen => _activator.Seen;

    public Task<string> Sample(string name, params (string Name, object? Value)[] parameters) => Render(Samples[name], parameters);

    public Task<string> Render<TComponent>(params (string Name, object? Value)[] parameters) where TComponent : IComponent =>
        Render(typeof(TComponent), parameters);

    private async Task<string> Render(Type component, (string Name, object? Value)[] parameters)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddRazorComponents();
        builder.Services.AddSingleton<Func<Domain.Rulebook.RuleSet>>(() => Rules);
        builder.Services.AddSingleton<IComponentActivator>(_activator);
        builder.Services.AddScoped<AntiforgeryStateProvider, FixedAntiforgery>();
        builder.Services.AddScoped<NavigationManager, FixedAddress>();
        await using var app = builder.Build();
        await using var scope = app.Services.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var view = ParameterView.FromDictionary(parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value));
            var root = await renderer.RenderComponentAsync(component, view);
            return root.ToHtmlString();
        });
    }

    private sealed class Activator : IComponentActivator
    {
        public HashSet<Type> Seen { get; } = [];

        public IComponent CreateInstance(Type componentType)
        {
            Seen.Add(componentType);
            return (IComponent)System.Activator.CreateInstance(componentType)!;
        }
    }

    private sealed class FixedAntiforgery : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken GetAntiforgeryToken() => new("sample", "__RequestVerificationToken");
    }

    private sealed class FixedAddress : NavigationManager
    {
        protected override void EnsureInitialized() => Initialize("https://hub.example/", "https://hub.example/cases");
    }
}
