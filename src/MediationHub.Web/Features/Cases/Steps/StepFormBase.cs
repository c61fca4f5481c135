using MediationHub.Web.Components;
using MediationHub.Web.Forms;
using Microsoft.AspNetCore.Components;

namespace MediationHub.Web.Features.Cases.Steps;

/// <summary>A step's form of its own.</summary>
public abstract class StepFormBase : ComponentBase
{
    [Parameter, EditorRequired] public StepContext On { get; set; } = null!;
    [Parameter, EditorRequired] public FormValues Values { get; set; } = null!;
    [CascadingParameter] public FormErrors? Errors { get; set; }

    protected string? V(string path) => Values[path];
}
