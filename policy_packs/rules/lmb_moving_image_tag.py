"""
The rule LMB-009, moving-image-tag.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown


@rule(
    "LMB-009",
    "moving-image-tag",
    concerns={"aws_lambda_function"},
    severity="medium",
    references=("AWS: a tag is resolved when the function is updated",),
    controls=("LMB-08",),
)
def moving_image_tag(function: Resource) -> Verdict:
    """
    ## What it does
    Finds functions made from a container image that is named by a tag (`:latest`, `:1.4`) instead of by its
    digest.

    ## Why is this bad?
    Whoever may push to the repository decides what runs with the function's role, without a review and without
    a change in the code. And nobody can say which image answered last Tuesday.

    ## Example
    ```json
    {"package_type": "Image", "image_uri": "${aws_ecr_repository.orders.repository_url}:latest"}
    ```

    Use instead:
    ```json
    {
      "package_type": "Image",
      "image_uri": "${aws_ecr_repository.orders.repository_url}@${data.aws_ecr_image.orders.image_digest}"
    }
    ```
    """
    match function["image_uri"]:
        case Absent():
            return Passed()
        case Known(uri) | Unknown(template=uri) if "@" in str(uri):
            return Passed()
        case Unknown(expression=expression, template=text) if text.endswith("}"):
            return Undecided(expression)
        case Ref(expression=expression):
            return Undecided(expression)
        case Known(uri) | Unknown(template=uri):
            return Failed(
                because="whoever may push to the repository decides what runs",
                fix="name the image by its digest: repository@sha256:",
                got=str(uri),
            )
