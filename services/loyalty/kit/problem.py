"""Refusals in problem JSON (RFC 9457); `ref` stands in the log too."""

import json
import logging
import uuid
from http import HTTPStatus
from typing import Literal

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from .outage import is_outage

Code = Literal["not_found", "invalid", "conflict", "forbidden", "unavailable", "internal"]

_status: dict[str, int] = {
    "not_found": 404,
    "invalid": 422,
    "conflict": 409,
    "forbidden": 403,
    "unavailable": 503,
    "internal": 500,
}


class ProblemDetails(BaseModel):
    type: str
    title: str
    status: int
    code: Code
    detail: str
    ref: str


class Problem(Exception):
    """Plain words that may be shown to a user."""

    def __init__(self, code: Code, detail: str, status: int | None = None) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.status = status or _status[code]


def problem_response(problem: Problem, ref: str | None = None) -> Response:
    body = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "code": problem.code,
        "detail": problem.detail,
        "ref": ref or str(uuid.uuid4()),
    }
    headers = {"retry-after": "2"} if problem.status == 503 else {}
    return Response(json.dumps(body), problem.status, headers, "application/problem+json")


def answer_error(error: Exception, request: Request, name: str, logger: logging.Logger) -> Response:
    """Translates whatever a route raised; an error nobody expected is told by its reference alone."""
    problem = _problem_of(error, request, name)
    ref = str(uuid.uuid4())
    told = {"ref": ref, "method": request.method, "path": request.url.path, "status": problem.status}
    if problem.status >= 500:
        logger.error("a request failed", exc_info=error, extra=told)
    else:
        logger.debug("a request was refused", extra=told)
    return problem_response(problem, ref)


def add_problem_answers(app: FastAPI, name: str, logger: logging.Logger) -> None:
    async def answer(request: Request, error: Exception) -> Response:
        return answer_error(error, request, name, logger)

    for kind in (HTTPException, RequestValidationError, Problem):
        app.add_exception_handler(kind, answer)


def _problem_of(error: Exception, request: Request, name: str) -> Problem:
    if isinstance(error, Problem):
        return error
    if isinstance(error, RequestValidationError):
        told = [f"{'.'.join(str(part) for part in each['loc'][1:])}: {each['msg']}" for each in error.errors()[:5]]
        return Problem("invalid", f"The request is not right: {'; '.join(told)}.")
    if isinstance(error, HTTPException):
        if error.status_code == 404:
            return Problem("not_found", f"There is nothing at {request.method} {request.url.path}.")
        return Problem("invalid", f"{error.detail}.", error.status_code)
    if is_outage(error):
        return Problem("unavailable", f"The {name} service cannot reach its database; try again in a moment.")
    return Problem("internal", "Something went wrong here; the reference finds it in the log.")
