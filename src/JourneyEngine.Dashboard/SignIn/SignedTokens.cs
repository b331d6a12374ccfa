using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace JourneyEngine.Dashboard.SignIn;

/// <summary>Only a token that the provider has signed says who somebody is.</summary>
internal static class SignedTokens
{
    /// <summary>By a public key: what the provider publishes is no secret to sign with.</summary>
    public static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256,
        SecurityAlgorithms.RsaSha384,
        SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256,
        SecurityAlgorithms.RsaSsaPssSha384,
        SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256,
        SecurityAlgorithms.EcdsaSha384,
        SecurityAlgorithms.EcdsaSha512,
    ];

    /// <remarks>The framework takes an unsigned one where it comes straight from the provider (OpenID Connect Core
    /// 3.1.3.7), also one that only says of itself that it is signed. A signature that is there is always
    /// checked.</remarks>
    public static Task Demand(TokenValidatedContext validated)
    {
        var token = new JsonWebToken(validated.TokenEndpointResponse!.IdToken);
        if (token.EncodedSignature is not { Length: > 0 } || !Algorithms.Contains(token.Alg))
            validated.Fail("The ID token is not signed.");
        return Task.CompletedTask;
    }
}
