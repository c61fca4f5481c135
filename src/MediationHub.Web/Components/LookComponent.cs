using Microsoft.AspNetCore.Components;

namespace MediationHub.Web.Components;

/// <summary>What every part of the design system shares: the page's language.</summary>
public abstract class LookComponent : ComponentBase
{
    [CascadingParameter] public Words? PageWords { get; set; }

    protected Words Words => PageWords ?? Words.Chinese;
}
